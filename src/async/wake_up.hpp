#pragma once

#include <snsuapi/event_loop.hpp>

#if !defined(_WIN32)
#include <array>
#endif

namespace snsuapi {
namespace internal {

/// Something to poll() for beside the sockets, which any thread makes readable: a pipe, or, on Windows, where only
/// sockets can be polled, a datagram socket of the loopback.
class WakeUp {
 public:
  WakeUp();
  WakeUp(const WakeUp&) = delete;
  WakeUp& operator=(const WakeUp&) = delete;
  ~WakeUp();

  /// False when the system has no descriptors left.
  bool isGood() const noexcept;
  /// What to poll for reading.
  SocketHandle handle() const noexcept;
  /// Makes it readable; for any thread.
  void give() noexcept;
  /// It was given, however often: that is done with.
  void take() noexcept;

 private:
#if defined(_WIN32)
  bool hasWinsock_ = false;
  SocketHandle socket_;
#else
  std::array<int, 2> pipe_{-1, -1};
#endif
};

}  // namespace internal
}  // namespace snsuapi
