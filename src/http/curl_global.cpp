#include "http/curl_global.hpp"

#include <curl/curl.h>

#include <mutex>

namespace snsuapi {
namespace internal {

Outcome<void> initializeCurl() {
  static std::once_flag once;
  static CURLcode result = CURLE_FAILED_INIT;
  std::call_once(once, [] { result = curl_global_init(CURL_GLOBAL_DEFAULT); });
  if (result == CURLE_OK) return {};
  return Error(ErrorKind::Configuration, "SDK.ServerUnreachable",
               std::string("libcurl could not be initialised: ") + curl_easy_strerror(result));
}

bool curlMayRaiseSigpipe() noexcept {
  constexpr unsigned kSendsForTls = 0x075700;  // 7.87.0
  return curl_version_info(CURLVERSION_NOW)->version_num < kSendsForTls;
}

}  // namespace internal
}  // namespace snsuapi
