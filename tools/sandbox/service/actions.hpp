#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ids.hpp"
#include "service/parameter_reader.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

/// What an action works on.
struct Call {
  const Scenario& scenario;
  const Ids& ids;
  Store& store;
  Time now;
  const std::string& accessKeyId;  ///< the account's permanent one
  ParameterReader parameters;
};

/// An action's rules: returns its ResultModule, or throws a Refusal; what was changed until then stays.
using Action = nlohmann::json (*)(Call& call);

/// Null for a name that the service does not know.
Action findAction(std::string_view name);
std::vector<std::string> actionNames();

}  // namespace sandbox
}  // namespace snsuapi
