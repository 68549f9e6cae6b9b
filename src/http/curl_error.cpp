#include "http/curl_error.hpp"

#include <string_view>
#include <system_error>

#include "errors.hpp"
#include "out_of_memory.hpp"

namespace snsuapi {
namespace internal {

namespace {

Error make(const FailedTransfer& failed, ErrorKind kind, std::string_view code, std::string_view message) {
  Error error(kind, code, join({failed.host, ": ", message}),
              failed.anythingSent ? Delivery::Unknown : Delivery::NotSent);
  error.setHttpStatus(failed.httpStatus);
  return error;
}

Error unreachable(const FailedTransfer& failed, std::string_view message) {
  return make(failed, ErrorKind::Transport, "SDK.ServerUnreachable", message);
}

Error tlsFailure(const FailedTransfer& failed, std::string_view message) {
  const std::string detail = failed.tlsDetail.empty() ? curl_easy_strerror(failed.code) : failed.tlsDetail;
  const bool isNoTls = detail.find("wrong version number") != std::string::npos;  // OpenSSL's words for it
  return make(failed, ErrorKind::Transport, "SDK.TlsFailure",
              join({message, ": ", detail,
                    isNoTls ? "; if the server speaks http, its endpoint has to begin with http://" : ""}));
}

Error cutShort(const FailedTransfer& failed, std::string_view message) {
  return make(failed, ErrorKind::Transport, "SDK.InvalidServerResponse", message);
}

Error misconfigured(const FailedTransfer& failed, std::string_view code, std::string_view message) {
  return make(failed, ErrorKind::Configuration, code, message);
}

#if defined(_WIN32)

// The system's own words are in the user's language and code page.
std::string wordsFor(int error) {
  switch (error) {
    case WSAECONNREFUSED:
      return "Connection refused";
    case WSAECONNRESET:
      return "Connection reset";
    case WSAECONNABORTED:
      return "Connection aborted";
    case WSAETIMEDOUT:
      return "Connection timed out";
    case WSAENETDOWN:
      return "Network is down";
    case WSAENETUNREACH:
      return "Network is unreachable";
    case WSAEHOSTUNREACH:
      return "No route to host";
    case WSAEADDRNOTAVAIL:
      return "Address not available";
    case WSAEACCES:
      return "Permission denied";
    case WSAEMFILE:
      return "Too many open sockets";
    case WSAENOBUFS:
      return "No buffer space left";
    default:
      return join({"Winsock error ", decimal(error)});
  }
}

#else

// strerror_r differs between systems; the standard library's category is thread-safe everywhere.
std::string wordsFor(int error) { return std::system_category().message(error); }

#endif

std::string reason(const FailedTransfer& failed) {
  return failed.systemError == 0 ? curl_easy_strerror(failed.code) : wordsFor(failed.systemError);
}

std::string inMilliseconds(std::chrono::milliseconds time) { return decimal(time.count()) + " ms"; }

Error lostConnection(const FailedTransfer& failed) {
  if (failed.proxyStatus != 0 && !failed.anythingSent) {
    return unreachable(failed,
                       join({"the proxy refused the connection with HTTP status ", decimal(failed.proxyStatus)}));
  }
  if (failed.httpStatus != 0) return cutShort(failed, "the answer broke off or its framing is wrong");
  return unreachable(failed, join({"the connection was lost before an answer came (", reason(failed), ")"}));
}

}  // namespace

Error toError(const FailedTransfer& failed) {
  switch (failed.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return unreachable(failed, "the host name could not be resolved (DNS)");
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unreachable(failed, "the proxy's host name could not be resolved (DNS)");
    case CURLE_COULDNT_CONNECT:
      return unreachable(failed, join({"could not connect (", reason(failed), ")"}));
    case CURLE_GOT_NOTHING:
      return closedUnanswered(failed);
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PROXY:
      return lostConnection(failed);
    case CURLE_PARTIAL_FILE:
      return cutShort(failed, "the answer ended before it was complete");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  // an answer without a status line (HTTP/0.9); our own URLs are always http or
                                      // https
      return cutShort(failed, "the answer is not HTTP");
    case CURLE_SSL_CONNECT_ERROR:
      return tlsFailure(failed, "the TLS handshake failed");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return tlsFailure(failed, "the server's certificate is not trusted");
    case CURLE_SSL_CACERT_BADFILE:
      return tlsFailure(failed, "the CA certificates (caFile, caPath) can't be read");
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_USE_SSL_FAILED:
      return tlsFailure(failed, "TLS could not be set up");
    case CURLE_OUT_OF_MEMORY:
      return outOfMemory(failed.anythingSent ? Delivery::Unknown : Delivery::NotSent);
    case CURLE_URL_MALFORMAT:
      return misconfigured(failed, "SDK.EndpointResolvingError", "libcurl can't read the endpoint");
    case CURLE_NOT_BUILT_IN:
    case CURLE_UNKNOWN_OPTION:
      return misconfigured(failed, "SDK.InvalidProfile",
                           "this libcurl was built without something that the profile asks for");
    default:
      if (failed.httpStatus != 0)
        return cutShort(failed, join({"the answer broke off: ", curl_easy_strerror(failed.code)}));
      return unreachable(failed, curl_easy_strerror(failed.code));
  }
}

Error connectTimeout(const FailedTransfer& failed, std::chrono::milliseconds limit) {
  return make(failed, ErrorKind::Transport, "SDK.ConnectTimeout",
              join({"no connection within the connect timeout of ", inMilliseconds(limit)}));
}

Error readTimeout(const FailedTransfer& failed, std::chrono::milliseconds limit) {
  return make(failed, ErrorKind::Transport, "SDK.ReadTimeout",
              join({"the server stayed silent for the read timeout of ", inMilliseconds(limit)}));
}

Error totalTimeout(const FailedTransfer& failed, std::chrono::milliseconds limit) {
  return make(
      failed, ErrorKind::Transport, "SDK.ReadTimeout",
      join({"no complete answer within the total timeout; ", inMilliseconds(limit), " were left for this attempt"}));
}

Error responseTooLarge(const FailedTransfer& failed, std::size_t limit) {
  return make(
      failed, ErrorKind::InvalidResponse, "SDK.ResponseTooLarge",
      join({"the answer is larger than maxResponseBytes, ", decimal(static_cast<std::int64_t>(limit)), " bytes"}));
}

Error headersTooLarge(const FailedTransfer& failed, std::size_t limit) {
  return make(failed, ErrorKind::InvalidResponse, "SDK.ResponseTooLarge",
              join({"the answer's headers are larger than ", decimal(static_cast<std::int64_t>(limit)), " bytes"}));
}

Error closedUnanswered(const FailedTransfer& failed) {
  return unreachable(failed, "the server closed the connection without an answer");
}

}  // namespace internal
}  // namespace snsuapi
