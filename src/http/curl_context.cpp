#include "http/curl_context.hpp"

#include <utility>

#include "http/curl_global.hpp"

namespace snsuapi {
namespace internal {

CurlContext::CurlContext(HttpOptions options)
    : options_(std::move(options)), proxy_(ProxySettings::choose(options_.proxy)) {}

Outcome<void> CurlContext::ready() {
  std::call_once(once_, [this] { ready_ = prepare(); });
  return ready_;
}

Outcome<void> CurlContext::prepare() {
  if (!proxy_) return proxy_.error();
  if (Outcome<void> initialised = initializeCurl(); !initialised) return initialised;
  share_.reset(curl_share_init());
  if (!share_) return Error(ErrorKind::Configuration, "SDK.ServerUnreachable", "out of memory: no libcurl handle");
  curl_share_setopt(share_.get(), CURLSHOPT_USERDATA, static_cast<void*>(this));
  curl_share_setopt(share_.get(), CURLSHOPT_LOCKFUNC, &CurlContext::lock);
  curl_share_setopt(share_.get(), CURLSHOPT_UNLOCKFUNC, &CurlContext::unlock);
  curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
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
