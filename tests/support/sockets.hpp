#pragma once

// The system's sockets: on Windows they have other headers, and some other names.

#include <array>
#include <cstdint>
#include <snsuapi/event_loop.hpp>
#include <stdexcept>
#include <string>

#if defined(_WIN32)
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace snsuapi_test {

using snsuapi::SocketHandle;

constexpr SocketHandle kNoSocket = static_cast<SocketHandle>(-1);

#if defined(_WIN32)

using PollEntry = WSAPOLLFD;
constexpr int kNoSignal = 0;
constexpr int kEndWriting = SD_SEND;
constexpr int kEndBoth = SD_BOTH;
constexpr short kPeerGone = 0;  // told whether it is asked for or not

inline SocketHandle openTcpSocket() {
  static const int started = [] {
    WSADATA data;
    return WSAStartup(MAKEWORD(2, 2), &data);
  }();
  return started == 0 ? socket(AF_INET, SOCK_STREAM, 0) : kNoSocket;
}
inline SocketHandle acceptFrom(SocketHandle listener) { return accept(listener, nullptr, nullptr); }
inline void closeSocket(SocketHandle socket) { closesocket(socket); }
inline int pollSocket(PollEntry& entry, int milliseconds) { return WSAPoll(&entry, 1, milliseconds); }
inline void makeNonBlocking(SocketHandle socket) {
  u_long on = 1;
  ioctlsocket(socket, static_cast<long>(FIONBIO), &on);
}
/// Ends an accept() that waits: by a connection, the last.
inline void stopListening(SocketHandle listener) {
  sockaddr_in address{};
  int size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  const SocketHandle last = openTcpSocket();
  getsockname(listener, any, &size);
  connect(last, any, size);
  closesocket(last);
}

#else

using PollEntry = pollfd;
constexpr int kNoSignal = MSG_NOSIGNAL;
constexpr int kEndWriting = SHUT_WR;
constexpr int kEndBoth = SHUT_RDWR;
constexpr short kPeerGone = POLLRDHUP;

inline SocketHandle openTcpSocket() { return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }
inline SocketHandle acceptFrom(SocketHandle listener) { return accept4(listener, nullptr, nullptr, SOCK_CLOEXEC); }
inline void closeSocket(SocketHandle socket) { close(socket); }
inline int pollSocket(PollEntry& entry, int milliseconds) { return poll(&entry, 1, milliseconds); }
inline void makeNonBlocking(SocketHandle socket) { fcntl(socket, F_SETFL, O_NONBLOCK); }
/// Ends an accept() that waits.
inline void stopListening(SocketHandle listener) { shutdown(listener, SHUT_RDWR); }

#endif

template <class Value>
void setOption(SocketHandle socket, int level, int name, const Value& value) {
  setsockopt(socket, level, name, reinterpret_cast<const char*>(&value), sizeof value);
}

inline sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

/// A socket with a port of 127.0.0.1 of its own, which it tells.
inline SocketHandle boundSocket(int& port) {
  const SocketHandle socket = openTcpSocket();
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (socket == kNoSocket || bind(socket, any, size) != 0 || getsockname(socket, any, &size) != 0) {
    throw std::runtime_error("no socket");
  }
  port = ntohs(address.sin_port);
  return socket;
}

/// False also when it is under way, on a socket that does not block.
inline bool connectTo(SocketHandle socket, int port) {
  const sockaddr_in address = loopback(port);
  return connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace snsuapi_test
