#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <snsuapi/outcome.hpp>
#include <thread>

#include "async/engine.hpp"
#include "async/poller.hpp"

namespace snsuapi {
namespace internal {

/// A thread of the SDK's own that drives an engine until it is stopped.
class LoopThread {
 public:
  /// Not running yet. An error when the system has no descriptors left.
  static Outcome<std::shared_ptr<LoopThread>> make();
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;
  /// stop() without a limit.
  ~LoopThread();

  /// What the engine is to be made for.
  EventLoop& loop() const noexcept { return *loop_; }
  /// Drives the engine from now on. An error when the system has no threads left. To be called once.
  Outcome<void> start(std::shared_ptr<Engine> engine);

  /// Whether the caller is this thread, in a callback.
  bool isCurrent() const noexcept { return std::this_thread::get_id() == id_; }

  /// Shuts the engine down and waits for the thread's end, for so long at most; false when it has not come. On the
  /// thread itself, in a callback, it does not wait: the thread ends when the callback has returned.
  bool stop(std::optional<std::chrono::milliseconds> patience);

 private:
  // The thread's own, which it keeps when the client goes within a callback.
  struct Loop final : EventLoop {
    void watch(SocketHandle socket, bool forReading, bool forWriting) override {
      poller->watch(socket, forReading, forWriting);
    }
    void setTimer(std::optional<std::chrono::milliseconds> after) override;
    void wakeUp() override { poller->wakeUp(); }
    void run();
    bool isStopping();
    std::optional<std::chrono::milliseconds> timeToTimer() const;

    std::unique_ptr<Poller> poller;
    std::vector<Poller::Ready> ready;
    std::shared_ptr<Engine> engine;
    std::optional<Engine::Clock::time_point> timer;
    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;  // guarded by mutex
    bool ended = true;      // guarded by mutex; no thread runs it
  };

  explicit LoopThread(std::shared_ptr<Loop> loop) : loop_(std::move(loop)) {}

  const std::shared_ptr<Loop> loop_;
  std::thread::id id_;  // the thread's, set before anybody else has this
  std::mutex mutex_;
  std::thread thread_;  // guarded by mutex_
};

}  // namespace internal
}  // namespace snsuapi
