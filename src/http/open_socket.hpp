#pragma once

#include <curl/curl.h>

namespace snsuapi {
namespace internal {

/// A socket as libcurl asks for it, which the programs that the host starts do not inherit: a connection that they
/// held open would outlive the client. CURL_SOCKET_BAD when the system has none; lastSocketError() tells why.
curl_socket_t openSocket(const curl_sockaddr& address) noexcept;
int lastSocketError() noexcept;

}  // namespace internal
}  // namespace snsuapi
