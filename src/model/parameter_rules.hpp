#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/direction.hpp>
#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "parameter_list.hpp"

namespace snsuapi {
namespace internal {

/// Why a value is refused; after the parameter's name.
constexpr const char* kMissing = "is required and was not set";
constexpr const char* kNoIpAddress = "is neither an IPv4 nor an IPv6 address";
constexpr const char* kNoPort = "is not a port from 1 to 65535";
constexpr const char* kNotPositive = "is not a number from 1 up";
constexpr const char* kNoDirection = "is neither UP nor DOWN";
constexpr int kMaxPort = 65535;
bool isIpAddress(const std::string& text);

/// Adds a request's parameters after checking each; keeps the first that is amiss, so that a request reads as a list of
/// its parameters.
class ParameterRules {
 public:
  explicit ParameterRules(ParameterList& parameters) : parameters_(parameters) {}

  ParameterRules& ipAddress(std::string_view name, const std::optional<std::string>& value);
  ParameterRules& port(std::string_view name, const std::optional<int>& value);
  ParameterRules& id(std::string_view name, const std::optional<std::int64_t>& value);
  /// 1 or more.
  ParameterRules& positive(std::string_view name, const std::optional<std::int64_t>& value);
  ParameterRules& direction(std::string_view name, const std::optional<Direction>& value);
  /// Any text but an empty one.
  ParameterRules& text(std::string_view name, const std::optional<std::string>& value);
  ParameterRules& optionalText(std::string_view name, const std::optional<std::string>& value);

  /// SDK.InvalidParameter, naming the first parameter that is amiss.
  Outcome<void> outcome() const;

 private:
  void fail(std::string_view name, std::string_view why);

  ParameterList& parameters_;
  std::string problem_;
};

}  // namespace internal
}  // namespace snsuapi
