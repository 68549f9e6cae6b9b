#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// The order that was placed.
class SNSUAPI_API BandOfferOrderResponse final : public AcsResponse {
 public:
  class SNSUAPI_API ResultModule {
   public:
    /// The order's id; tell it to the service's support.
    std::int64_t getLxOrderId() const noexcept { return lxOrderId_; }

   private:
    friend class BandOfferOrderResponse;
    std::int64_t lxOrderId_ = 0;
  };

  const ResultModule& getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  ResultModule resultModule_;
};

/// Orders an offer of a fresh precheck. **It charges the account.**
///
/// Where an error's mayHaveBeenCarriedOut() is true, it may have been charged: look at the account before ordering
/// again.
class SNSUAPI_API BandOfferOrderRequest final : public TypedRequest<BandOfferOrderRequest> {
 public:
  using Response = BandOfferOrderResponse;

  /// Required: the line's id, as BandPrecheckResponse gives it.
  BandOfferOrderRequest& setBandId(std::int64_t bandId) { return bandId_ = bandId, *this; }
  /// Required: the offer, as BandOffer::getOfferId gives it.
  BandOfferOrderRequest& setOfferId(std::int64_t offerId) { return offerId_ = offerId, *this; }

  const std::optional<std::int64_t>& getBandId() const noexcept { return bandId_; }
  const std::optional<std::int64_t>& getOfferId() const noexcept { return offerId_; }

  std::string_view getAction() const noexcept override { return "BandOfferOrder"; }
  bool isReadOnly() const noexcept override { return false; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::int64_t> bandId_;
  std::optional<std::int64_t> offerId_;
};

}  // namespace snsuapi
