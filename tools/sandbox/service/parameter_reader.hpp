#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "parameters.hpp"
#include "scenario/scenario.hpp"

namespace snsuapi {
namespace sandbox {

/// Reads an action's parameters; what is missing or malformed is the Refusal `isv.INVALID_PARAMETERS` that names it.
class ParameterReader {
 public:
  explicit ParameterReader(const Parameters& parameters) : parameters_(parameters) {}

  const std::string& text(const std::string& name) const;
  std::string ipAddress(const std::string& name) const;
  std::int64_t id(const std::string& name) const;
  int port(const std::string& name) const;
  Direction direction(const std::string& name) const;
  /// A count of at least 1; none when it is absent or empty.
  std::optional<std::int64_t> count(const std::string& name, std::int64_t most) const;

 private:
  const Parameters& parameters_;
};

}  // namespace sandbox
}  // namespace snsuapi
