#include "async/poll_sockets.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace snsuapi {
namespace internal {

namespace {

bool failed(const PolledSocket& socket) { return (socket.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0; }

// In milliseconds, rounded up: a timer never fires early.
int timeTo(std::optional<std::chrono::steady_clock::time_point> time) {
  if (!time) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*time - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, std::numeric_limits<int>::max()));
}

}  // namespace

PolledSocket toPoll(SocketHandle socket, bool forReading, bool forWriting) noexcept {
  PolledSocket polled{};
  polled.fd = socket;
  polled.events = static_cast<short>((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0));
  return polled;
}

void pollSockets(std::vector<PolledSocket>& sockets, std::optional<std::chrono::steady_clock::time_point> until) {
#if defined(_WIN32)
  if (sockets.empty()) return Sleep(until ? timeTo(until) : 1);  // WSAPoll does not wait for nothing
  WSAPoll(sockets.data(), static_cast<ULONG>(sockets.size()), timeTo(until));
#else
  poll(sockets.data(), static_cast<nfds_t>(sockets.size()), timeTo(until));
#endif
}

bool isReadable(const PolledSocket& socket) noexcept { return failed(socket) || (socket.revents & POLLIN) != 0; }
bool isWritable(const PolledSocket& socket) noexcept { return failed(socket) || (socket.revents & POLLOUT) != 0; }

}  // namespace internal
}  // namespace snsuapi
