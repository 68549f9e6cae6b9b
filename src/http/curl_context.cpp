#include "http/curl_context.hpp"

#include <utility>

#include "errors.hpp"
#include "http/curl_global.hpp"
#include "out_of_memory.hpp"

namespace snsuapi {
namespace internal {

CurlContext::CurlContext(HttpOptions options)
    : options_(std::move(options)), proxy_(ProxySettings::choose(options_.proxy)) {}

Outcome<void> CurlContext::ready() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (share_) return {};
  if (!proxy_) return proxy_.error();
  for (const std::string* path : {&options_.caFile, &options_.caPath}) {
    if (path->find('\0') != std::string::npos) return invalidParameter("http.caFile or http.caPath holds a NUL");
  }
  if (Outcome<void> initialised = initializeCurl(); !initialised) return initialised;
  std::unique_ptr<CURLSH, ShareDeleter> share(curl_share_init());
  const auto set = [&share](CURLSHoption option, auto value) {
    return curl_share_setopt(share.get(), option, value) == CURLSHE_OK;
  };
  if (!share || !set(CURLSHOPT_USERDATA, static_cast<void*>(this)) || !set(CURLSHOPT_LOCKFUNC, &CurlContext::lock) ||
      !set(CURLSHOPT_UNLOCKFUNC, &CurlContext::unlock) || !set(CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS) ||
      !set(CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION)) {
    return outOfMemory(Delivery::NotSent);
  }
  share_ = std::move(share);
  return {};
}

void CurlContext::lock(CURL*, curl_lock_data data, curl_lock_access, void* self) {
  static_cast<CurlContext*>(self)->mutexes_[data].lock();
}

void CurlContext::unlock(CURL*, curl_lock_data data, void* self) {
  static_cast<CurlContext*>(self)->mutexes_[data].unlock();
}

}  // namespace internal
}  // namespace snsuapi
