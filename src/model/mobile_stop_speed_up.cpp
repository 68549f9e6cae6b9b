#include <snsuapi/model/mobile_stop_speed_up.hpp>

#include "json/member_reader.hpp"
#include "model/parameter_rules.hpp"

namespace snsuapi {

Outcome<void> MobileStopSpeedUpRequest::collectOwn(internal::ParameterList& parameters) const {
  return internal::ParameterRules(parameters).text("CorrelationId", correlationId_).outcome();
}

Outcome<void> MobileStopSpeedUpResponse::readResultModule(const internal::JsonValue& resultModule) {
  return internal::readModule(resultModule, resultModule_);
}

}  // namespace snsuapi
