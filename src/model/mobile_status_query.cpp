#include <snsuapi/model/mobile_status_query.hpp>

#include "json/member_reader.hpp"
#include "model/parameter_rules.hpp"

namespace snsuapi {

Outcome<void> MobileStatusQueryRequest::collectOwn(internal::ParameterList& parameters) const {
  return internal::ParameterRules(parameters).text("CorrelationId", correlationId_).outcome();
}

Outcome<void> MobileStatusQueryResponse::readResultModule(const internal::JsonValue& resultModule) {
  return internal::readModule(resultModule, resultModule_);
}

}  // namespace snsuapi
