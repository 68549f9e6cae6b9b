#include "http/curl_global.hpp"

#include <curl/curl.h>

#include <mutex>

namespace snsuapi {
namespace internal {

Outcome<void> initializeCurl() {
  static std::mutex mutex;
  static bool isInitialized = false;
  const std::lock_guard<std::mutex> lock(mutex);
  const CURLcode result = isInitialized ? CURLE_OK : curl_global_init(CURL_GLOBAL_DEFAULT);
  isInitialized = result == CURLE_OK;
  if (isInitialized) return {};
  return Error(ErrorKind::Configuration, "SDK.ServerUnreachable",
               std::string("libcurl could not be initialised: ") + curl_easy_strerror(result));
}

bool curlMayRaiseSigpipe() noexcept {
  constexpr unsigned kSendsForTls = 0x075700;  // 7.87.0
  return curl_version_info(CURLVERSION_NOW)->version_num < kSendsForTls;
}

}  // namespace internal
}  // namespace snsuapi
