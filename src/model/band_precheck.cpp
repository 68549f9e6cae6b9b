#include <snsuapi/model/band_precheck.hpp>

#include "json/member_reader.hpp"
#include "model/parameter_rules.hpp"

namespace snsuapi {

Outcome<void> BandPrecheckRequest::collectOwn(internal::ParameterList& parameters) const {
  return internal::ParameterRules(parameters).ipAddress("IpAddress", ipAddress_).port("Port", port_).outcome();
}

namespace {

// The list comes bare, or wrapped under either of two names; null, missing or empty means that no offer fits.
internal::JsonValue unwrap(const internal::JsonValue& list) {
  if (!list.isObject()) return list;
  const internal::JsonValue items = list.member("BandOfferListItem");
  return items.isMissing() ? list.member("BandOfferList") : items;
}

bool isNothing(const internal::JsonValue& list) {
  return list.isMissing() || list.isNull() || list.isEmpty() || (list.isString() && list.text().empty());
}

Outcome<std::vector<BandOffer>> readOffers(const internal::JsonValue& list) {
  std::vector<BandOffer> offers;
  if (isNothing(list)) return offers;
  const internal::JsonValue items = unwrap(list);
  if (list.isObject() && (items.isNull() || items.isEmpty())) return offers;
  if (!items.isArray()) return internal::invalidResponse("the response can't be read: BandOfferList is not a list");

  Outcome<void> read;
  offers.reserve(items.elementCount());
  items.forEachElement([&](const internal::JsonValue& item) {
    internal::MemberReader offer(item, "BandOfferList", offers.size());
    const std::int64_t offerId = offer.int64("OfferId");
    const int bandwidth = offer.int32("Bandwidth");
    const std::int64_t duration = offer.int64("Duration");
    offers.emplace_back(offerId, bandwidth, duration, Direction(offer.text("Direction")));
    read = offer.outcome();
    return static_cast<bool>(read);
  });
  if (!read) return read.error();
  return offers;
}

}  // namespace

Outcome<void> BandPrecheckResponse::readResultModule(const internal::JsonValue& resultModule) {
  internal::MemberReader module(resultModule, "ResultModule");
  resultModule_.bandId_ = module.int64("BandId");
  resultModule_.uploadBandwidth_ = module.int32("UploadBandwidth");
  resultModule_.downloadBandwidth_ = module.int32("DownloadBandwidth");
  if (!module.ok()) return module.outcome();
  Outcome<std::vector<BandOffer>> offers = readOffers(module.value("BandOfferList"));
  if (!offers) return offers.error();
  resultModule_.bandOfferList_ = *std::move(offers);
  return {};
}

}  // namespace snsuapi
