#pragma once

#include <memory>
#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

namespace snsuapi {
namespace internal {

/// Where requests go, read and checked: `http://127.0.0.1:18080` or `https://snsuapi.aliyuncs.com`, without a path.
/// Copies share the text.
class Endpoint {
 public:
  /// Reads `[http://|https://]host[:port][/]`; https where no scheme is given. The host is a name, an IPv4 address or
  /// an IPv6 one in brackets. SDK.EndpointResolvingError says what is amiss.
  static Outcome<Endpoint> parse(std::string_view text);

  /// The service's own.
  static Endpoint builtIn();

  /// `scheme://host[:port]`.
  const std::string& origin() const noexcept { return *origin_; }
  bool isHttps() const noexcept { return origin_->compare(0, 6, "https:") == 0; }

 private:
  explicit Endpoint(std::string origin) : origin_(std::make_shared<const std::string>(std::move(origin))) {}

  std::shared_ptr<const std::string> origin_;
};

}  // namespace internal
}  // namespace snsuapi
