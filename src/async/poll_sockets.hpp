#pragma once

#include <chrono>
#include <optional>
#include <snsuapi/event_loop.hpp>
#include <vector>

#if defined(_WIN32)
#include <winsock2.h>
#else
#include <poll.h>
#endif

namespace snsuapi {
namespace internal {

/// A socket that poll() waits for.
#if defined(_WIN32)
using PolledSocket = WSAPOLLFD;
#else
using PolledSocket = pollfd;
#endif

PolledSocket toPoll(SocketHandle socket, bool forReading, bool forWriting) noexcept;

/// Waits until one of them is ready, or the time has come.
void pollSockets(std::vector<PolledSocket>& sockets, std::optional<std::chrono::steady_clock::time_point> until);

// What pollSockets() has found. An error shows when the socket is read or written, whichever is waited for.
bool isReadable(const PolledSocket& socket) noexcept;
bool isWritable(const PolledSocket& socket) noexcept;

}  // namespace internal
}  // namespace snsuapi
