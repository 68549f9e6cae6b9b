#include "async/wake_up.hpp"

#if defined(_WIN32)
#include "async/poll_sockets.hpp"
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace snsuapi {
namespace internal {

#if defined(_WIN32)

namespace {

// Bound to a port of the loopback and connected to it: from others' sockets it takes nothing.
bool connectToItself(SOCKET socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  u_long nonBlocking = 1;
  return bind(socket, any, size) == 0 && getsockname(socket, any, &size) == 0 && connect(socket, any, size) == 0 &&
         ioctlsocket(socket, static_cast<long>(FIONBIO), &nonBlocking) == 0;
}

// A firewall may keep it from doing so: then calls would wait for ever.
bool reachesItself(SOCKET socket) {
  constexpr int kPatienceMilliseconds = 1000;
  PolledSocket polled = toPoll(socket, true, false);
  char taken = 0;
  return send(socket, "x", 1, 0) == 1 && WSAPoll(&polled, 1, kPatienceMilliseconds) == 1 &&
         recv(socket, &taken, 1, 0) == 1;
}

}  // namespace

WakeUp::WakeUp() : socket_(INVALID_SOCKET) {
  WSADATA data;
  hasWinsock_ = WSAStartup(MAKEWORD(2, 2), &data) == 0;  // counted: libcurl, which does the same, may come later
  if (!hasWinsock_) return;
  socket_ = WSASocketW(AF_INET, SOCK_DGRAM, IPPROTO_UDP, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
  if (socket_ == INVALID_SOCKET || (connectToItself(socket_) && reachesItself(socket_))) return;
  closesocket(socket_);
  socket_ = INVALID_SOCKET;
}

WakeUp::~WakeUp() {
  if (isGood()) closesocket(socket_);
  if (hasWinsock_) WSACleanup();
}

bool WakeUp::isGood() const noexcept { return socket_ != INVALID_SOCKET; }

SocketHandle WakeUp::handle() const noexcept { return socket_; }

void WakeUp::give() noexcept { send(socket_, "x", 1, 0); }  // what finds no room finds it readable

void WakeUp::take() noexcept {
  char taken = 0;
  while (recv(socket_, &taken, 1, 0) >= 0) {
  }
}

#else

WakeUp::WakeUp() {
  if (pipe(pipe_.data()) != 0) return;
  for (const int end : pipe_) {
    fcntl(end, F_SETFD, FD_CLOEXEC);
    fcntl(end, F_SETFL, O_NONBLOCK);
  }
}

WakeUp::~WakeUp() {
  for (const int end : pipe_) {
    if (end >= 0) close(end);
  }
}

bool WakeUp::isGood() const noexcept { return pipe_[0] >= 0; }

SocketHandle WakeUp::handle() const noexcept { return pipe_[0]; }

void WakeUp::give() noexcept {
  [[maybe_unused]] const ssize_t written = write(pipe_[1], "x", 1);  // fails only when it is readable already
}

void WakeUp::take() noexcept {
  std::array<char, 64> taken;
  while (read(pipe_[0], taken.data(), taken.size()) > 0) {
  }
}

#endif

}  // namespace internal
}  // namespace snsuapi
