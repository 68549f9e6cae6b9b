#pragma once

#include <cstdint>
#include <string>

#include "gateway/parameters.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

/// Reads an action's parameters; what is missing or malformed is the Refusal `isv.INVALID_PARAMETERS` that names it.
class ParameterReader {
 public:
  explicit ParameterReader(const Parameters& parameters) : parameters_(parameters) {}

  const std::string& text(const std::string& name) const;
  std::int64_t id(const std::string& name) const;
  int port(const std::string& name) const;
  Direction direction(const std::string& name) const;

 private:
  const Parameters& parameters_;
};

}  // namespace sandbox
}  // namespace snsuapi
