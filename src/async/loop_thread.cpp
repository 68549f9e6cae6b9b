#include "async/loop_thread.hpp"

#include <algorithm>

#include "errors.hpp"
#include "out_of_memory.hpp"

#if !defined(_WIN32)
#include <csignal>
#endif

#if SNSUAPI_EXCEPTIONS
#include <system_error>
#endif

namespace snsuapi {
namespace internal {

using std::chrono::milliseconds;

namespace {

// The host's signals are for the host's threads.
void blockSignals() {
#if !defined(_WIN32)
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
#endif
}

Error noResources(const char* what) {
  return Error(ErrorKind::Configuration, "SDK.ServerUnreachable",
               join({"asynchronous calls can't begin: the system has no more ", what, "; nothing was sent"}));
}

}  // namespace

Outcome<std::shared_ptr<LoopThread>> LoopThread::make() {
  auto loop = std::make_shared<Loop>();
  loop->ready.reserve(Poller::kMostReady);
  loop->poller = Poller::make();
#if defined(_WIN32)
  if (!loop->poller) return noResources("sockets, or a firewall closes the loopback to them");
#else
  if (!loop->poller) return noResources("descriptors");
#endif
  return std::shared_ptr<LoopThread>(new LoopThread(std::move(loop)));
}

Outcome<void> LoopThread::start(std::shared_ptr<Engine> engine) {
  loop_->engine = std::move(engine);
#if SNSUAPI_EXCEPTIONS
  try {
#endif
    thread_ = std::thread([loop = loop_] {
      blockSignals();
      loop->run();
    });
    id_ = thread_.get_id();
    loop_->ended = false;  // it goes on until it is stopped
#if SNSUAPI_EXCEPTIONS
  } catch (const std::system_error&) {
    return noResources("threads");
  }
#endif
  return {};
}

LoopThread::~LoopThread() { stop(std::nullopt); }

bool LoopThread::stop(std::optional<milliseconds> patience) {
  {
    const std::lock_guard<std::mutex> lock(loop_->mutex);
    loop_->stopping = true;
  }
  if (isCurrent()) {
    loop_->engine->shutDown();
    const std::lock_guard<std::mutex> lock(mutex_);
    if (thread_.joinable()) thread_.detach();  // it ends when the callback, and this with it, has returned
    return true;
  }
  loop_->poller->wakeUp();
  {
    std::unique_lock<std::mutex> lock(loop_->mutex);
    const auto ended = [this] { return loop_->ended; };
    if (!patience) {
      loop_->changed.wait(lock, ended);
    } else if (!loop_->changed.wait_for(lock, *patience, ended)) {
      return false;
    }
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  if (thread_.joinable()) thread_.join();
  return true;
}

void LoopThread::Loop::setTimer(std::optional<milliseconds> after) {
  timer.reset();
  if (after) timer = Engine::Clock::now() + *after;
}

std::optional<milliseconds> LoopThread::Loop::timeToTimer() const {
  if (!timer) return std::nullopt;
  return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*timer - Engine::Clock::now()));
}

bool LoopThread::Loop::isStopping() {
  const std::lock_guard<std::mutex> lock(mutex);
  return stopping;
}

void LoopThread::Loop::run() {
  const std::shared_ptr<Engine> driven = engine;
  while (!isStopping()) {
    ready.clear();
    if (orWhenThrown(false, [this] { return poller->wait(timeToTimer(), ready); })) driven->onWakeUp();
    for (const Poller::Ready& each : ready) driven->onSocketReady(each.socket, each.readable, each.writable);
    if (timer && *timer <= Engine::Clock::now()) {
      timer.reset();
      driven->onTimer();
    }
  }
  driven->shutDown();
  const std::lock_guard<std::mutex> lock(mutex);
  ended = true;
  changed.notify_all();
}

}  // namespace internal
}  // namespace snsuapi
