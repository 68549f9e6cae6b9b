#include <snsuapi/model/band_offer_order.hpp>

#include "json/member_reader.hpp"
#include "model/parameter_rules.hpp"

namespace snsuapi {

Outcome<void> BandOfferOrderRequest::collectOwn(internal::ParameterList& parameters) const {
  return internal::ParameterRules(parameters).id("BandId", bandId_).id("OfferId", offerId_).outcome();
}

Outcome<void> BandOfferOrderResponse::readResultModule(const internal::JsonValue& resultModule) {
  internal::MemberReader module(resultModule, "ResultModule");
  resultModule_.lxOrderId_ = module.int64("LxOrderId");
  return module.outcome();
}

}  // namespace snsuapi
