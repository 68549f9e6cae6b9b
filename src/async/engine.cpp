#include "async/engine.hpp"

#include <algorithm>

#include "errors.hpp"
#include "out_of_memory.hpp"

namespace snsuapi {
namespace internal {

using std::chrono::milliseconds;

namespace {

Error cancelled(Delivery delivery) {
  return Error(ErrorKind::Cancelled, "SDK.Cancelled",
               delivery == Delivery::NotSent ? "the call was cancelled; nothing was sent" : "the call was cancelled",
               delivery);
}

}  // namespace

bool Engine::start(const OperationPtr& operation) {
  operation->engine = weak_from_this();
  std::list<OperationPtr> started{operation};
  operation->place = started.begin();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (isShutDown_) return false;
  started_.splice(started_.end(), started);
  wake();
  return true;
}

void Engine::cancel(const OperationPtr& operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (isShutDown_ || std::exchange(operation->isCancelled, true)) return;
  operation->nextCancelled = std::exchange(cancelled_, operation);
  wake();
}

void Engine::takeSignature(const OperationPtr& operation, Outcome<std::string> signature) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (isShutDown_) return;
  operation->signature = std::move(signature);
  operation->nextSigned = std::exchange(signed_, operation);
  wake();
}

// Under the mutex, so that the loop, which goes after shutDown(), is still there.
void Engine::wake() {
  if (isWoken_) return;
  isWoken_ = true;
  loop_.wakeUp();
}

std::size_t Engine::poll() {
  const std::shared_ptr<Engine> self = shared_from_this();
  Polling here{std::this_thread::get_id(), nullptr};
  std::size_t left = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (polled_.empty()) return 0;
    here.before = std::exchange(polling_, &here);
    left = polled_.size();
  }
  // One by one: a callback that closes the client runs those that are left.
  std::size_t count = 0;
  while (left-- > 0) {
    OperationPtr next;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (polled_.empty()) break;
      next = std::move(polled_.front());
      polled_.pop_front();
    }
    tell(*next);
    ++count;
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  Polling** its = &polling_;
  while (*its != &here) its = &(*its)->before;
  *its = here.before;
  pollEnded_.notify_all();
  return count;
}

bool Engine::waitForPolls(std::optional<Clock::time_point> until) {
  std::unique_lock<std::mutex> lock(mutex_);
  for (const Polling* each = polling_; each != nullptr; each = each->before) {
    if (each->thread == std::this_thread::get_id()) return true;
  }
  const auto ended = [this] { return polling_ == nullptr; };
  if (until) return pollEnded_.wait_until(lock, *until, ended);
  pollEnded_.wait(lock, ended);
  return true;
}

void Engine::onWakeUp() {
  std::list<OperationPtr> started;
  OperationPtr nextSigned;
  OperationPtr nextCancelled;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    isWoken_ = false;
    started.swap(started_);
    nextSigned.swap(signed_);
    nextCancelled.swap(cancelled_);
  }
  while (!started.empty()) {
    live_.splice(live_.end(), started, started.begin());
    takeAndDispatch(&Engine::begin, *live_.back());
  }
  while (nextSigned) {
    takeAndDispatch(&Engine::takeSignature, *nextSigned);
    nextSigned = std::move(nextSigned->nextSigned);
  }
  while (nextCancelled) {
    takeAndDispatch(&Engine::abort, *nextCancelled);
    nextCancelled = std::move(nextCancelled->nextCancelled);
  }
  settle();
}

void Engine::onSocketReady(SocketHandle socket, bool readable, bool writable) {
  if (exchanger_) exchanger_->onSocketReady(socket, readable, writable);
  settle();
}

void Engine::onTimer() {
  loopTimer_.reset();  // it fires once
  if (exchanger_) exchanger_->onTimer();
  fireTimers();
  settle();
}

void Engine::shutDown() {
  OperationPtr nextSigned;
  OperationPtr nextCancelled;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    isShutDown_ = true;
    live_.splice(live_.end(), started_);
    nextSigned.swap(signed_);
    nextCancelled.swap(cancelled_);
  }
  while (nextSigned) nextSigned = std::move(nextSigned->nextSigned);
  while (nextCancelled) nextCancelled = std::move(nextCancelled->nextCancelled);
  isClosing_ = true;
  while (!exchanged_.empty()) nextAnswer();
  while (!live_.empty()) abort(*live_.front());
  settle();
  exchanger_.reset();
  for (auto& [name, origin] : origins_) origin.queue.clear();
}

void Engine::take(Step step, Operation& operation) {
  const auto taken = [&] { return (this->*step)(operation), true; };
  if (!orWhenThrown(false, taken)) giveUp(operation, &outOfMemory);
}

// And goes on with those that wait for the connection, should it be free now.
void Engine::takeAndDispatch(Step step, Operation& operation) {
  take(step, operation);
  if (operation.origin != nullptr) dispatch(*operation.origin);
}

void Engine::begin(Operation& operation) {
  const std::string name = operation.flow->origin();
  if (name.empty()) return end(operation);  // the flow says why
  operation.origin = &origins_[name];
  enqueue(operation);
}

bool Engine::hasRoom(const Origin& origin) const { return !isClosing_ && origin.sending < maxConnectionsPerHost_; }

void Engine::enqueue(Operation& operation) {
  Origin& origin = *operation.origin;
  if (origin.queue.empty() && hasRoom(origin)) return attempt(operation);
  operation.state = Operation::State::Queued;
  timers_.set(operation.flow->deadline(), operation);
  origin.queue.push_back(*operation.place);
}

void Engine::dispatch(Origin& origin) {
  while (hasRoom(origin) && !origin.queue.empty()) {
    const OperationPtr operation = std::move(origin.queue.front());
    origin.queue.pop_front();
    if (operation->state != Operation::State::Queued) continue;  // cancelled, or too late
    take(&Engine::attempt, *operation);
  }
}

void Engine::attempt(Operation& operation) {
  ++operation.origin->sending;
  operation.state = Operation::State::Signing;
  if (operation.flow->isSignedElsewhere()) {
    timers_.set(operation.flow->deadline(), operation);
    toSign_.push_back(*operation.place);
  } else {
    send(operation, operation.flow->nextAttempt());
  }
}

// Calls what the program has written, which may call anything: only settle() may call this.
void Engine::askForSignature(Operation& operation) {
  const SigningRequest* toSign = operation.flow->nextToSign();
  if (toSign == nullptr) return send(operation, nullptr);
  const SigningRequest request = *toSign;  // the flow goes with the client
  const std::shared_ptr<DelegatedSigner> signer = operation.flow->signer();
  signer->signAsync(request, SignatureReply(*operation.place));
}

void Engine::takeSignature(Operation& operation) {
  if (operation.state != Operation::State::Signing) return;  // cancelled, or too late
  send(operation, operation.flow->nextAttempt(*std::move(operation.signature)));
}

// Without a request the operation has ended, as its flow says, and its connection is free.
void Engine::send(Operation& operation, const HttpRequest* request) {
  timers_.remove(operation);
  if (request == nullptr) {
    --operation.origin->sending;
    return end(operation);
  }
  operation.state = Operation::State::Sending;
  exchanger_->start(operation, *request, Clock::now());
}

// Within the exchanger, which is not to be called now: settle() goes on with it.
void Engine::onExchanged(Exchanger::Exchange& exchange, Outcome<HttpResponse> answer) {
  auto& operation = static_cast<Operation&>(exchange);
  operation.state = Operation::State::Answered;
  operation.answer.emplace(std::move(answer));
  exchanged_.splice(exchanged_.end(), live_, operation.place);
}

// The first of those that have come.
void Engine::nextAnswer() {
  live_.splice(live_.end(), exchanged_, exchanged_.begin());
  Operation& operation = *live_.back();
  --operation.origin->sending;
  takeAndDispatch(&Engine::takeAnswer, operation);
}

void Engine::takeAnswer(Operation& operation) {
  const std::optional<milliseconds> pause = operation.flow->attempted(*std::move(operation.answer));
  if (!pause) return end(operation);
  operation.state = Operation::State::Pausing;
  operation.pause = *pause;
  timers_.set(Clock::now() + *pause, operation);
}

void Engine::fireTimers() {
  const Clock::time_point now = Clock::now();
  while (!timers_.empty() && timers_.earliest() <= now) {
    Operation& operation = timers_.first();
    timers_.remove(operation);
    takeAndDispatch(&Engine::fireTimer, operation);
  }
}

void Engine::fireTimer(Operation& operation) {
  if (operation.state == Operation::State::Pausing) {
    operation.flow->paused(operation.pause);
    enqueue(operation);
  } else if (operation.state == Operation::State::Signing) {
    if (!operation.flow->hasAttempted())
      operation.flow->end(notSentInTime("the signer gave no answer within the total timeout"));
    send(operation, nullptr);
  } else {
    if (!operation.flow->hasAttempted())
      operation.flow->end(noConnectionInTime(maxConnectionsPerHost_, "async.maxConnectionsPerHost"));
    end(operation);
  }
}

void Engine::abort(Operation& operation) {
  // What has been answered is no exchange any more, and will be taken for what it is.
  if (operation.state != Operation::State::Answered) giveUp(operation, &cancelled);
}

// Needs no memory.
void Engine::giveUp(Operation& operation, Error (*why)(Delivery)) {
  const Operation::State state = operation.state;
  if (state == Operation::State::Ended) return;
  const bool isSending = state == Operation::State::Sending;
  const bool isSent = state == Operation::State::Answered || (isSending && exchanger_->abandon(operation));
  const Delivery delivery = isSent ? Delivery::Unknown : operation.flow->lastDelivery();
  operation.flow->end(orWhenThrown(outOfMemory(delivery), [&] { return why(delivery); }));
  if (isSending || state == Operation::State::Signing) return send(operation, nullptr);
  end(operation);
}

void Engine::end(Operation& operation) {
  timers_.remove(operation);
  operation.state = Operation::State::Ended;
  operation.outcome = std::move(*operation.flow).outcome();
  operation.flow.reset();
  ended_.splice(ended_.end(), live_, operation.place);
}

// Goes on with what has happened until nothing is left to do. A callback may call anything, shutDown() too: so each
// turn of the loop finds things as they are then.
void Engine::settle() {
  const std::shared_ptr<Engine> self = shared_from_this();
  for (;;) {
    if (!toSign_.empty()) {
      const OperationPtr next = std::move(toSign_.front());
      toSign_.pop_front();
      if (next->state == Operation::State::Signing) takeAndDispatch(&Engine::askForSignature, *next);
    } else if (!exchanged_.empty()) {
      nextAnswer();
    } else if (!ended_.empty()) {
      deliver();
    } else {
      break;
    }
  }
  updateLoopTimer();
}

// The callback goes with what it holds, also where the queue has the operation still.
void Engine::tell(Operation& operation) {
  operation.call->finish(std::move(operation.outcome));
  operation.call.reset();
}

// The first of those that have ended.
void Engine::deliver() {
  if (callbacksArePolled_ && !ended_.front()->call->isForAnyThread()) {
    const std::lock_guard<std::mutex> lock(mutex_);
    polled_.splice(polled_.end(), ended_, ended_.begin());
    return;
  }
  const OperationPtr operation = std::move(ended_.front());
  ended_.pop_front();
  tell(*operation);
}

void Engine::updateLoopTimer() {
  std::optional<Clock::time_point> next = exchanger_ ? exchanger_->nextTimer() : std::nullopt;
  if (!timers_.empty() && (!next || timers_.earliest() < *next)) next = timers_.earliest();
  if (next == loopTimer_) return;
  loopTimer_ = next;
  std::optional<milliseconds> after;
  if (next) after = std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*next - Clock::now()));
  loop_.setTimer(after);
}

}  // namespace internal
}  // namespace snsuapi
