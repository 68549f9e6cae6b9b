#include "model/parameter_rules.hpp"

#include "errors.hpp"

#if defined(_WIN32)
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#include <netinet/in.h>
#endif

namespace snsuapi {
namespace internal {

bool isIpAddress(const std::string& text) {
  if (text.find('\0') != std::string::npos) return false;  // inet_pton would stop there
  in_addr v4{};
  in6_addr v6{};
  return inet_pton(AF_INET, text.c_str(), &v4) == 1 || inet_pton(AF_INET6, text.c_str(), &v6) == 1;
}

void ParameterRules::fail(std::string_view name, std::string_view why) {
  if (problem_.empty()) problem_ = join({name, " ", why});
}

ParameterRules& ParameterRules::ipAddress(std::string_view name, const std::optional<std::string>& value) {
  if (!value || value->empty()) {
    fail(name, kMissing);
  } else if (!isIpAddress(*value)) {
    fail(name, kNoIpAddress);
  } else {
    parameters_.add(name, *value);
  }
  return *this;
}

ParameterRules& ParameterRules::port(std::string_view name, const std::optional<int>& value) {
  if (!value) {
    fail(name, kMissing);
  } else if (*value < 1 || *value > kMaxPort) {
    fail(name, kNoPort);
  } else {
    parameters_.add(name, std::int64_t{*value});
  }
  return *this;
}

ParameterRules& ParameterRules::id(std::string_view name, const std::optional<std::int64_t>& value) {
  if (!value) {
    fail(name, kMissing);
  } else {
    parameters_.add(name, *value);
  }
  return *this;
}

ParameterRules& ParameterRules::positive(std::string_view name, const std::optional<std::int64_t>& value) {
  if (value && *value < 1) {
    fail(name, kNotPositive);
    return *this;
  }
  return id(name, value);
}

ParameterRules& ParameterRules::direction(std::string_view name, const std::optional<Direction>& value) {
  if (!value) {
    fail(name, kMissing);
  } else if (value->value() == Direction::Other) {
    fail(name, kNoDirection);
  } else {
    parameters_.add(name, value->text());
  }
  return *this;
}

ParameterRules& ParameterRules::text(std::string_view name, const std::optional<std::string>& value) {
  if (!value || value->empty()) {
    fail(name, kMissing);
  } else {
    parameters_.add(name, *value);
  }
  return *this;
}

ParameterRules& ParameterRules::optionalText(std::string_view name, const std::optional<std::string>& value) {
  if (value) parameters_.add(name, *value);
  return *this;
}

Outcome<void> ParameterRules::outcome() const {
  if (problem_.empty()) return {};
  return invalidParameter(problem_);
}

}  // namespace internal
}  // namespace snsuapi
