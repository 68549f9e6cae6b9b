#include "auth/providers/environment_variables.hpp"

#include <cstdlib>

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

std::string environmentVariable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool isTrueInEnvironment(const char* name) { return equalsIgnoringCase(environmentVariable(name), "true"); }

std::string homeDirectory() {
  std::string home = environmentVariable("HOME");
  return home.empty() ? environmentVariable("USERPROFILE") : home;
}

}  // namespace internal
}  // namespace snsuapi
