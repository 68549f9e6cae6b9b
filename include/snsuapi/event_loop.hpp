#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <snsuapi/export.hpp>

namespace snsuapi {

/// A socket as the system has it: a file descriptor; on Windows a SOCKET.
#if defined(_WIN32)
using SocketHandle = std::uintptr_t;
#else
using SocketHandle = int;
#endif

/// The loop that drives a client's asynchronous calls, when it is the program's own (AsyncOptions::eventLoop): epoll,
/// libuv, uloop, a UI toolkit's. The SDK then has no thread; all of its work, and every callback, is done within
/// AcsClient::onSocketReady, onTimer and onWakeUp, which the loop's thread calls.
///
/// watch() and setTimer() are called on the loop's thread only, wakeUp() on any. None of them may call the client.
class SNSUAPI_API EventLoop {
 public:
  EventLoop() = default;
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  virtual ~EventLoop() = default;

  /// From now on, call AcsClient::onSocketReady each time (level-triggered) when the socket can be read, or written.
  /// With neither: stop watching it; it may be closed right afterwards, or, where libcurl gave a connect up, just have
  /// been: that the system does not know it any more is no error.
  virtual void watch(SocketHandle socket, bool forReading, bool forWriting) = 0;
  /// Call AcsClient::onTimer once, after so long; replaces the time that was set before. None: not any more.
  virtual void setTimer(std::optional<std::chrono::milliseconds> after) = 0;
  /// Call AcsClient::onWakeUp on the loop's thread, soon. Several may be answered by one. May be called within the
  /// loop's own callbacks, too, and must not run anything at once.
  virtual void wakeUp() = 0;
};

}  // namespace snsuapi
