#pragma once

#include <curl/curl.h>

#include <chrono>
#include <snsuapi/error.hpp>
#include <string>

namespace snsuapi {
namespace internal {

/// What is known of a transfer that ended without a complete answer.
struct FailedTransfer {
  CURLcode code = CURLE_OK;
  std::string host;           ///< `host:port` of the server, for the message
  std::string tlsDetail;      ///< libcurl's own text, used for TLS failures alone: it never holds the request
  int systemError = 0;        ///< errno of the failed connect, 0 if unknown
  int proxyStatus = 0;        ///< HTTP status of a proxy that refused the tunnel, 0 if none
  int httpStatus = 0;         ///< of the answer that began to arrive, 0 if none
  bool anythingSent = false;  ///< whether a byte of the request may have left
};

/// The transfer's failure as one of the SDK's codes, with the delivery that is true.
Error toError(const FailedTransfer& failed);

/// The errors that the SDK finds on its own, before libcurl would.
Error connectTimeout(const FailedTransfer& failed, std::chrono::milliseconds limit);
Error readTimeout(const FailedTransfer& failed, std::chrono::milliseconds limit);
Error totalTimeout(const FailedTransfer& failed, std::chrono::milliseconds limit);
Error responseTooLarge(const FailedTransfer& failed, std::size_t limit);
Error headersTooLarge(const FailedTransfer& failed, std::size_t limit);
Error closedUnanswered(const FailedTransfer& failed);

}  // namespace internal
}  // namespace snsuapi
