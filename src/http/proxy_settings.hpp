#pragma once

#include <optional>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {
namespace internal {

/// Which proxy stands between us and a server; read once, so that no call reads the environment.
struct ProxySettings {
  std::string forHttp;   ///< a proxy's URL, or empty for none
  std::string forHttps;  ///< the same
  std::string noProxy;   ///< hosts that are reached without one, as libcurl reads the list

  /// The explicit choice where there is one, else the environment's. SDK.InvalidProxy says what is amiss with an
  /// explicit one; its text never holds the proxy's password.
  static Outcome<ProxySettings> choose(const std::optional<std::string>& explicitProxy);
};

}  // namespace internal
}  // namespace snsuapi
