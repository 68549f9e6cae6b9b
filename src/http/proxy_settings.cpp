#include "http/proxy_settings.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "ascii.hpp"
#include "endpoint.hpp"
#include "errors.hpp"

namespace snsuapi {
namespace internal {

namespace {

std::string firstSet(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

ProxySettings fromEnvironment() {
  ProxySettings settings;
  settings.forHttps = firstSet({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  // In a CGI program HTTP_PROXY holds what a client sent as the header Proxy (CVE-2016-5385).
  const bool isCgi = std::getenv("REQUEST_METHOD") != nullptr;
#if defined(_WIN32)
  constexpr const char* kOwn = "all_proxy";  // there, http_proxy is the same variable
#else
  constexpr const char* kOwn = "http_proxy";
#endif
  settings.forHttp = isCgi ? firstSet({kOwn, "all_proxy", "ALL_PROXY"})
                           : firstSet({"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
  settings.noProxy = firstSet({"no_proxy", "NO_PROXY"});
  return settings;
}

Error invalid(std::string_view why) {
  return Error(
      ErrorKind::Configuration, "SDK.InvalidProxy",
      join({why, "; a proxy is [http|https|socks5|socks5h://][user:password@]host[:port], or empty for none"}));
}

Outcome<void> check(std::string_view proxy) {
  for (std::size_t i = 0; i < proxy.size(); ++i) {
    // Where one is encoded in user or password, libcurl 7.88, for one, goes without the proxy, and says nothing.
    const bool isEncoded = proxy[i] == '%' && i + 1 < proxy.size() && (proxy[i + 1] == '0' || proxy[i + 1] == '1');
    if (!isEncoded && !isControl(proxy[i]) && proxy[i] != ' ') continue;
    return invalid("the proxy holds a space or a control character");
  }
  if (const std::size_t separator = proxy.find("://"); separator != std::string_view::npos) {
    constexpr std::array<std::string_view, 6> kSchemes = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    const std::string_view scheme = proxy.substr(0, separator);
    if (std::none_of(kSchemes.begin(), kSchemes.end(),
                     [&](std::string_view known) { return equalsIgnoringCase(scheme, known); })) {
      return invalid("the proxy's scheme is not known");
    }
    proxy.remove_prefix(separator + 3);
  }
  // Before the user is looked for, because in `host/@other` libcurl sees the first one; but for a slash at the end.
  const bool isMore = proxy.find_first_of("/?#") < proxy.size() - 1;
  if (const std::size_t at = proxy.rfind('@'); at != std::string_view::npos) proxy.remove_prefix(at + 1);
  if (isMore || !Endpoint::parse(proxy)) return invalid("the proxy has no host, or no such port");
  return {};
}

Error fromTheEnvironment(const Error& error) {
  return Error(error.kind(), error.code(),
               join({"the environment's proxy (http_proxy, https_proxy, all_proxy) can't be used: ", error.message()}));
}

}  // namespace

Outcome<ProxySettings> ProxySettings::choose(const std::optional<std::string>& explicitProxy) {
  if (!explicitProxy) {
    ProxySettings settings = fromEnvironment();
    for (const std::string* proxy : {&settings.forHttp, &settings.forHttps}) {
      if (proxy->empty()) continue;
      if (Outcome<void> checked = check(*proxy); !checked) return fromTheEnvironment(checked.error());
    }
    return settings;
  }
  if (explicitProxy->empty()) return ProxySettings{};
  if (Outcome<void> checked = check(*explicitProxy); !checked) return checked.error();
  ProxySettings settings;
  settings.forHttp = settings.forHttps = *explicitProxy;
  return settings;
}

}  // namespace internal
}  // namespace snsuapi
