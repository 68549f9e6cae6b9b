#include "async/engine.hpp"

#include <algorithm>
#include <iterator>

#include "errors.hpp"

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
  const std::lock_guard<std::mutex> lock(mutex_);
  if (isShutDown_) return false;
  started_.push_back(operation);
  wake();
  return true;
}

void Engine::cancel(const OperationPtr& operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (isShutDown_) return;
  cancelled_.push_back(operation);
  wake();
}

void Engine::takeSignature(const OperationPtr& operation, Outcome<std::string> signature) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (isShutDown_) return;
  signed_.push_back({operation, std::move(signature)});
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
  const std::thread::id thread = std::this_thread::get_id();
  std::size_t left = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (polled_.empty()) return 0;
    polling_.push_back(thread);
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
    next->call->finish(std::move(next->outcome));
    ++count;
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  polling_.erase(std::find(polling_.begin(), polling_.end(), thread));
  pollEnded_.notify_all();
  return count;
}

bool Engine::waitForPolls(std::optional<Clock::time_point> until) {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::thread::id thread = std::this_thread::get_id();
  if (std::find(polling_.begin(), polling_.end(), thread) != polling_.end()) return true;
  const auto ended = [this] { return polling_.empty(); };
  if (until) return pollEnded_.wait_until(lock, *until, ended);
  pollEnded_.wait(lock, ended);
  return true;
}

void Engine::onWakeUp() {
  std::vector<OperationPtr> started;
  std::vector<OperationPtr> cancelled;
  std::vector<Signed> signatures;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    isWoken_ = false;
    started.swap(started_);
    cancelled.swap(cancelled_);
    signatures.swap(signed_);
  }
  for (const OperationPtr& operation : started) begin(operation);
  for (Signed& each : signatures) {
    if (each.operation->state != Operation::State::Signing) continue;  // cancelled, or too late
    sendOrEnd(*each.operation, each.operation->flow->nextAttempt(std::move(each.signature)));
  }
  for (const OperationPtr& operation : cancelled) abort(*operation);
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
  std::vector<OperationPtr> started;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    isShutDown_ = true;
    started.swap(started_);
    cancelled_.clear();
    signed_.clear();
  }
  isClosing_ = true;
  for (const OperationPtr& operation : started) take(operation);
  while (!exchanged_.empty()) takeAnswer();
  while (!live_.empty()) abort(*live_.front());
  settle();
  exchanger_.reset();
  hosts_.clear();
}

void Engine::take(const OperationPtr& operation) {
  live_.push_back(operation);
  operation->place = std::prev(live_.end());
}

void Engine::begin(const OperationPtr& operation) {
  take(operation);
  operation->origin = operation->flow->origin();
  if (operation->origin.empty()) return end(*operation);  // the flow says why
  enqueue(operation);
}

void Engine::enqueue(const OperationPtr& operation) {
  operation->state = Operation::State::Queued;
  setTimer(*operation, operation->flow->deadline());
  Host& host = hosts_[operation->origin];
  host.queue.push_back(operation);
  dispatch(host);
}

void Engine::dispatch(Host& host) {
  while (!isClosing_ && host.sending < maxConnectionsPerHost_ && !host.queue.empty()) {
    const OperationPtr operation = std::move(host.queue.front());
    host.queue.pop_front();
    if (operation->state != Operation::State::Queued) continue;  // cancelled, or too late
    ++host.sending;
    if (operation->flow->isSignedElsewhere()) {
      operation->state = Operation::State::Signing;
      toSign_.push_back(operation);
    } else {
      send(*operation, operation->flow->nextAttempt());
    }
  }
}

// Calls what the program has written, which may call anything: only settle() may call this.
void Engine::askForSignature(const OperationPtr& operation) {
  const SigningRequest* toSign = operation->flow->nextToSign();
  if (toSign == nullptr) return sendOrEnd(*operation, nullptr);
  const SigningRequest request = *toSign;  // the flow goes with the client
  const std::shared_ptr<DelegatedSigner> signer = operation->flow->signer();
  signer->signAsync(request, SignatureReply(operation));
}

// Without a request the operation has ended, as its flow says, and its connection is free; false then.
bool Engine::send(Operation& operation, const HttpRequest* request) {
  clearTimer(operation);
  if (request == nullptr) {
    --hosts_[operation.origin].sending;
    end(operation);
    return false;
  }
  operation.state = Operation::State::Sending;
  exchanger_->start(operation, *request, Clock::now());
  return true;
}

void Engine::sendOrEnd(Operation& operation, const HttpRequest* request) {
  if (!send(operation, request)) dispatch(hosts_[operation.origin]);
}

// Within the exchanger, which is not to be called now: settle() goes on with it.
void Engine::onExchanged(Exchanger::Exchange& exchange, Outcome<HttpResponse> answer) {
  auto& operation = static_cast<Operation&>(exchange);
  operation.state = Operation::State::Answered;
  operation.answer.emplace(std::move(answer));
  exchanged_.push_back(*operation.place);
}

// The first of those that have come.
void Engine::takeAnswer() {
  const OperationPtr answered = std::move(exchanged_.front());
  exchanged_.pop_front();
  Operation& operation = *answered;
  Host& host = hosts_[operation.origin];
  --host.sending;
  if (const std::optional<milliseconds> pause = operation.flow->attempted(*std::move(operation.answer))) {
    operation.state = Operation::State::Pausing;
    operation.pause = *pause;
    setTimer(operation, Clock::now() + *pause);
  } else {
    end(operation);
  }
  dispatch(host);
}

void Engine::fireTimers() {
  const Clock::time_point now = Clock::now();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    Operation& operation = *timers_.begin()->second;
    clearTimer(operation);
    if (operation.state == Operation::State::Pausing) {
      operation.flow->paused(operation.pause);
      enqueue(*operation.place);
    } else if (operation.state == Operation::State::Signing) {
      if (!operation.flow->hasAttempted())
        operation.flow->end(notSentInTime("the signer gave no answer within the total timeout"));
      sendOrEnd(operation, nullptr);
    } else {
      if (!operation.flow->hasAttempted())
        operation.flow->end(noConnectionInTime(maxConnectionsPerHost_, "async.maxConnectionsPerHost"));
      end(operation);
    }
  }
}

void Engine::abort(Operation& operation) {
  // What has been answered is no exchange any more, and will be taken for what it is.
  if (operation.state == Operation::State::Ended || operation.state == Operation::State::Answered) return;
  Delivery delivery = operation.flow->lastDelivery();
  const bool isSending = operation.state == Operation::State::Sending;
  const bool hasConnection = isSending || operation.state == Operation::State::Signing;
  if (isSending && exchanger_->abandon(operation)) delivery = Delivery::Unknown;
  operation.flow->end(cancelled(delivery));
  if (hasConnection) {
    sendOrEnd(operation, nullptr);
  } else {
    end(operation);
  }
}

void Engine::setTimer(Operation& operation, Clock::time_point time) {
  clearTimer(operation);
  operation.timer = time;
  timers_.emplace(time, &operation);
}

void Engine::clearTimer(Operation& operation) {
  if (!operation.timer) return;
  timers_.erase({*operation.timer, &operation});
  operation.timer.reset();
}

void Engine::end(Operation& operation) {
  clearTimer(operation);
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
      if (next->state == Operation::State::Signing) askForSignature(next);
    } else if (!exchanged_.empty()) {
      takeAnswer();
    } else if (!ended_.empty()) {
      deliver();
    } else {
      break;
    }
  }
  updateLoopTimer();
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
  operation->call->finish(std::move(operation->outcome));
}

void Engine::updateLoopTimer() {
  std::optional<Clock::time_point> next = exchanger_ ? exchanger_->nextTimer() : std::nullopt;
  if (!timers_.empty() && (!next || timers_.begin()->first < *next)) next = timers_.begin()->first;
  if (next == loopTimer_) return;
  loopTimer_ = next;
  std::optional<milliseconds> after;
  if (next) after = std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*next - Clock::now()));
  loop_.setTimer(after);
}

}  // namespace internal
}  // namespace snsuapi
