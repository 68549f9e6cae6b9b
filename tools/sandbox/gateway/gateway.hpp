#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "clock.hpp"
#include "parameters.hpp"
#include "scenario/scenario.hpp"
#include "service/service.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

/// What the sandbox says to one call.
struct Reply {
  int httpStatus;
  std::string code;
  std::string message;
  nlohmann::json module;
  bool isGatewayError;  ///< refused before the service saw it
};

/// The RPC gateway: tells who calls, by a signature that it computes itself, and hands the call to the service.
/// Thread-safe.
class Gateway {
 public:
  Gateway(const Scenario& scenario, const Clock& clock, Store& store, Service& service)
      : scenario_(scenario), clock_(clock), store_(store), service_(service) {}

  /// @param problem why the parameters could not be decoded, if so
  /// @param clockIsWrong refuses every timestamp, as a server would whose clock is far off
  Reply serve(const std::string& method, const Parameters& parameters, const std::optional<std::string>& problem,
              bool clockIsWrong);

 private:
  /// The account that a request's signature is good for, or why it is refused.
  std::variant<const Account*, Reply> verify(const std::string& method, const Parameters& parameters,
                                             bool clockIsWrong) const;

  const Scenario& scenario_;
  const Clock& clock_;
  Store& store_;
  Service& service_;
};

}  // namespace sandbox
}  // namespace snsuapi
