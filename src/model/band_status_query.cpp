#include <snsuapi/model/band_status_query.hpp>

#include "json/member_reader.hpp"
#include "model/parameter_rules.hpp"

namespace snsuapi {

Outcome<void> BandStatusQueryRequest::collectOwn(internal::ParameterList& parameters) const {
  return internal::ParameterRules(parameters).id("BandId", bandId_).outcome();
}

Outcome<void> BandStatusQueryResponse::readResultModule(const internal::JsonValue& resultModule) {
  internal::MemberReader module(resultModule, "ResultModule");
  resultModule_.uploadTarget_ = module.optionalInt32("UploadTarget");
  resultModule_.downloadTarget_ = module.optionalInt32("DownloadTarget");
  return module.outcome();
}

}  // namespace snsuapi
