#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>
#include <mutex>
#include <snsuapi/http/curl_transport.hpp>
#include <snsuapi/outcome.hpp>

#include "http/proxy_settings.hpp"

namespace snsuapi {
namespace internal {

/// What all exchanges of one transport have in common, waiting ones and asynchronous ones: the options, the proxy, the
/// names that were looked up, and the TLS sessions, which a further connection resumes. Any number of threads may use
/// it.
class CurlContext {
 public:
  explicit CurlContext(HttpOptions options);
  CurlContext(const CurlContext&) = delete;
  CurlContext& operator=(const CurlContext&) = delete;

  const HttpOptions& options() const noexcept { return options_; }
  /// Once ready() has said so.
  const ProxySettings& proxy() const noexcept { return *proxy_; }
  CURLSH* share() const noexcept { return share_.get(); }

  /// To be asked before anything of libcurl's is used, until it says yes: initialises it, or says why nothing can be
  /// sent, which may be otherwise the next time.
  Outcome<void> ready();

 private:
  struct ShareDeleter {
    void operator()(CURLSH* share) const noexcept { curl_share_cleanup(share); }
  };

  static void lock(CURL*, curl_lock_data data, curl_lock_access, void* self);
  static void unlock(CURL*, curl_lock_data data, void* self);

  const HttpOptions options_;
  const Outcome<ProxySettings> proxy_;
  std::mutex mutex_;                                     // of share_ until it is set
  std::array<std::mutex, CURL_LOCK_DATA_LAST> mutexes_;  // of what is shared
  std::unique_ptr<CURLSH, ShareDeleter> share_;
};

}  // namespace internal
}  // namespace snsuapi
