#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <snsuapi/http/http_transport.hpp>
#include <string>

namespace snsuapi {

/// Which IP versions a connection may use.
enum class IpVersion { Any, V4, V6 };

/// How a client reaches the network.
struct HttpOptions {
  /// Time for name look-up, TCP, proxy and TLS together; more than 0. Past it: `SDK.ConnectTimeout`, nothing was sent.
  std::chrono::milliseconds connectTimeout{5000};
  /// The longest the server may stay silent once the request is on its way; more than 0. Past it: `SDK.ReadTimeout`.
  std::chrono::milliseconds readTimeout{10000};
  /// The whole call, retries and the waits between them included; more than 0. Past it: `SDK.ReadTimeout`.
  std::chrono::milliseconds totalTimeout{30000};
  /// `[http|https|socks5|socks5h://][user:password@]host[:port]`, user and password percent-encoded, without control
  /// characters; an empty text means no proxy. Unset: the
  /// environment's
  /// (`https_proxy`/`HTTPS_PROXY`, `http_proxy`/`HTTP_PROXY`, `no_proxy`/`NO_PROXY`), read when the transport is made.
  std::optional<std::string> proxy;
  /// A file of trusted CA certificates in PEM; empty: the TLS library's own, on Windows the system's. Certificates are
  /// always verified.
  std::string caFile;
  /// A directory of trusted CA certificates (OpenSSL's hashed form); empty: as with caFile.
  std::string caPath;
  IpVersion ipVersion = IpVersion::Any;
  /// The most that an answer may hold, its headers included; past it: `SDK.ResponseTooLarge`.
  /// JSON of more than 64 MiB is not read, however much is allowed here.
  std::size_t maxResponseBytes = std::size_t{1} << 20;
  /// The most connections open at once; a caller beyond them waits for a free one, within its total timeout. At
  /// least 1.
  std::size_t maxConnections = 64;
};

/// The transport on libcurl (7.80 or newer): kept-alive connections, TLS always verified, no redirects, no signals.
///
/// One call is one arrival: libcurl's silent resend, when a kept-alive connection dies unanswered, is refused and
/// reported as Delivery::Unknown.
///
/// Thread safety: any number of threads may send at once. The destructor closes the idle connections; no call may be
/// running then.
class SNSUAPI_API CurlTransport final : public HttpTransport {
 public:
  /// Never fails: unusable options are reported by send(). Timeouts of the options are not used here; each HttpRequest
  /// brings its own.
  explicit CurlTransport(HttpOptions options = {});
  ~CurlTransport() override;

  Outcome<HttpResponse> send(const HttpRequest& request) override;
  std::shared_ptr<internal::CurlContext> curlContext() const noexcept override;

 private:
  class Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace snsuapi
