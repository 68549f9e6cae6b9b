#include "http/curl_global.hpp"

#include <curl/curl.h>

#include <mutex>

#include "auth/crypto.hpp"

namespace snsuapi {
namespace internal {

Outcome<void> initializeCurl() {
  static std::mutex mutex;
  static bool isInitialized = false;
  const std::lock_guard<std::mutex> lock(mutex);
  if (!isInitialized) keepLibcrypto();
  const CURLcode result = isInitialized ? CURLE_OK : curl_global_init(CURL_GLOBAL_DEFAULT);
  isInitialized = result == CURLE_OK;
  if (isInitialized) return {};
  return Error(ErrorKind::Configuration, "SDK.ServerUnreachable",
               std::string("libcurl could not be initialised: ") + curl_easy_strerror(result));
}

bool curlMayRaiseSigpipe() noexcept {
  // An option that came with 7.87. Not curl_version_info(), which asks every library beneath for its version, and so
  // brings 200 KiB of them into memory.
  return curl_easy_option_by_name("QUICK_EXIT") == nullptr;
}

}  // namespace internal
}  // namespace snsuapi
