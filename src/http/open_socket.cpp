#include "http/open_socket.hpp"

#if !defined(_WIN32)
#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>
#endif

namespace snsuapi {
namespace internal {

#if defined(_WIN32)

curl_socket_t openSocket(const curl_sockaddr& address) noexcept {
  return WSASocketW(address.family, address.socktype, address.protocol, nullptr, 0,
                    WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
}

int lastSocketError() noexcept { return WSAGetLastError(); }

#else

int lastSocketError() noexcept { return errno; }

#if defined(SOCK_CLOEXEC)

curl_socket_t openSocket(const curl_sockaddr& address) noexcept {
  return socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

#else

curl_socket_t openSocket(const curl_sockaddr& address) noexcept {
  const curl_socket_t opened = socket(address.family, address.socktype, address.protocol);
  if (opened != CURL_SOCKET_BAD) fcntl(opened, F_SETFD, FD_CLOEXEC);
  return opened;
}

#endif
#endif

}  // namespace internal
}  // namespace snsuapi
