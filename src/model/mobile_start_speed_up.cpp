#include <snsuapi/model/mobile_start_speed_up.hpp>

#include "json/member_reader.hpp"
#include "model/parameter_rules.hpp"

namespace snsuapi {

Outcome<void> MobileStartSpeedUpRequest::collectOwn(internal::ParameterList& parameters) const {
  return internal::ParameterRules(parameters)
      .text("Token", token_)
      .optionalText("Duration", duration_)
      .optionalText("Ip", ip_)
      .optionalText("PublicIp", publicIp_)
      .optionalText("PublicPort", publicPort_)
      .optionalText("DestinationIpAddress", destinationIpAddress_)
      .outcome();
}

Outcome<void> MobileStartSpeedUpResponse::readResultModule(const internal::JsonValue& resultModule) {
  if (!resultModule.isString() || resultModule.text().empty()) {
    return internal::invalidResponse("the response can't be read: ResultModule is not a correlation id");
  }
  resultModule_ = resultModule.text();
  return {};
}

}  // namespace snsuapi
