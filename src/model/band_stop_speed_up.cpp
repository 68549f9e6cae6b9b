#include <snsuapi/model/band_stop_speed_up.hpp>

#include "json/member_reader.hpp"
#include "model/parameter_rules.hpp"

namespace snsuapi {

Outcome<void> BandStopSpeedUpRequest::collectOwn(internal::ParameterList& parameters) const {
  return internal::ParameterRules(parameters)
      .ipAddress("IpAddress", ipAddress_)
      .port("Port", port_)
      .id("BandId", bandId_)
      .direction("Direction", direction_)
      .outcome();
}

Outcome<void> BandStopSpeedUpResponse::readResultModule(const internal::JsonValue& resultModule) {
  return internal::readModule(resultModule, resultModule_);
}

}  // namespace snsuapi
