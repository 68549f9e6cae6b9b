#include "endpoint.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "ascii.hpp"
#include "errors.hpp"

namespace snsuapi {
namespace internal {

namespace {

constexpr std::string_view kBuiltIn = "https://snsuapi.aliyuncs.com";

Error unreadable(std::string_view text, std::string_view why) {
  // What stands before an @ may be a password.
  std::string shown(text.find('@') == std::string_view::npos ? text : std::string_view("…"));
  for (char& c : shown) {
    if (isControl(c)) c = '?';
  }
  return Error(ErrorKind::Configuration, "SDK.EndpointResolvingError",
               join({"endpoint \"", shown, "\": ", why,
                     "; an endpoint is [http://|https://]host[:port], such as https://snsuapi.aliyuncs.com"}));
}

bool isHostName(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(),
                                      [](char c) { return isAlphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

bool isBracketedIpv6(std::string_view host) {
  return host.size() > 2 && host.front() == '[' && host.back() == ']' &&
         std::all_of(host.begin() + 1, host.end() - 1, [](char c) { return isHexDigit(c) || c == ':' || c == '.'; });
}

bool isPort(std::string_view text) {
  constexpr std::int64_t kMaxPort = 65535;
  std::int64_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= kMaxPort;
}

}  // namespace

Outcome<Endpoint> Endpoint::parse(std::string_view text) {
  std::string_view rest = text;
  std::string_view scheme = "https";
  if (const std::size_t separator = rest.find("://"); separator != std::string_view::npos) {
    const std::string_view given = rest.substr(0, separator);
    if (equalsIgnoringCase(given, "http")) {
      scheme = "http";
    } else if (!equalsIgnoringCase(given, "https")) {
      return unreadable(text, "its scheme is neither http nor https");
    }
    rest.remove_prefix(separator + 3);
  }
  if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
  if (rest.find('@') != std::string_view::npos) return unreadable(text, "it holds a user name or password");
  if (rest.find_first_of("/?#") != std::string_view::npos)
    return unreadable(text, "it holds a path, query or fragment");

  std::string_view host = rest;
  std::string_view port;
  const std::size_t afterBracket = rest.find(']');
  const std::size_t colon = rest.find(':', afterBracket == std::string_view::npos ? 0 : afterBracket);
  if (colon != std::string_view::npos) {
    host = rest.substr(0, colon);
    port = rest.substr(colon + 1);
    if (!isPort(port)) return unreadable(text, "its port is not a number from 1 to 65535");
  }
  if (!isHostName(host) && !isBracketedIpv6(host)) {
    return unreadable(text, "its host is not a name, an IPv4 address or an IPv6 address in brackets");
  }
  return Endpoint(join({scheme, "://", host, port.empty() ? "" : ":", port}));
}

Endpoint Endpoint::builtIn() { return Endpoint(std::string(kBuiltIn)); }

}  // namespace internal
}  // namespace snsuapi
