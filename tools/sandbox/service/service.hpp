#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "clock.hpp"
#include "ids.hpp"
#include "parameters.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

/// What the service says to one call: `OK` and a module, or one of the guide's codes.
struct Answer {
  std::string code;
  std::string message;
  nlohmann::json module;
};

/// The rules of the service (guide, 1.5, 2.1, 4.1, 6.1). Knows nothing of HTTP. Every use is within a transaction of
/// the store, which also keeps other threads out.
class Service {
 public:
  /// Throws ScenarioError when the scenario denies an action that there is not.
  Service(const Scenario& scenario, const Ids& ids, const Clock& clock, Store& store);

  /// @param action one that findAction knows
  Answer answer(const std::string& action, const Account& account, const Parameters& parameters);
  /// Does what has come due: ends speed-ups, settles months. answer() does so itself.
  void bringUpToDate();
  /// Opens the scenario's accounts that the store does not know.
  void openAccounts();
  /// Back to the state of a new sandbox.
  void reset();

 private:
  struct Second {
    std::int64_t second;
    int requests;
  };

  bool isThrottled(const Account& account);

  const Scenario& scenario_;
  const Ids& ids_;
  const Clock& clock_;
  Store& store_;
  std::int64_t settledUntil_ = 0;          // the month before which all is settled
  std::map<std::string, Second> seconds_;  // by access key id: the second in which it last called
};

}  // namespace sandbox
}  // namespace snsuapi
