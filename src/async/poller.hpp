#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <snsuapi/event_loop.hpp>
#include <vector>

namespace snsuapi {
namespace internal {

/// Waits for sockets.
class Poller {
 public:
  struct Ready {
    SocketHandle socket;
    bool readable;
    bool writable;
  };

  static constexpr std::size_t kMostReady = 256;

  /// The best that the system has. Null when it has no descriptors left.
  static std::unique_ptr<Poller> make();
  static std::unique_ptr<Poller> makeEpoll();  ///< on Linux
  static std::unique_ptr<Poller> makePoll();   ///< on every system

  Poller() = default;
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  virtual ~Poller() = default;

  virtual void watch(SocketHandle socket, bool forReading, bool forWriting) = 0;
  /// Ends wait(), the one that runs or the next; for any thread.
  virtual void wakeUp() = 0;
  /// Waits; returns whether it was woken, and adds the sockets that are ready. With room for kMostReady it needs no
  /// memory on Linux; elsewhere, when there is none, nothing is lost, and it may be called again.
  virtual bool wait(std::optional<std::chrono::milliseconds> time, std::vector<Ready>& ready) = 0;
};

}  // namespace internal
}  // namespace snsuapi
