#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "service/parameter_reader.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

/// What an action works on.
struct Call {
  Store& store;
  Time now;
  const std::string& accessKeyId;
  ParameterReader parameters;
};

/// An action's rules: returns its ResultModule, or throws a Refusal before anything is changed.
using Action = nlohmann::json (*)(Call& call);

/// Null for a name that the service does not know.
Action findAction(std::string_view name);

}  // namespace sandbox
}  // namespace snsuapi
