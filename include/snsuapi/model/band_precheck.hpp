#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/model/band_offer.hpp>
#include <string>
#include <utility>
#include <vector>

namespace snsuapi {

/// The line, its rates, and what can be ordered for it (guide, 4.1).
class SNSUAPI_API BandPrecheckResponse final : public AcsResponse {
 public:
  class SNSUAPI_API ResultModule {
   public:
    /// The line's id, which the other calls take.
    std::int64_t getBandId() const noexcept { return bandId_; }
    /// The line's present rate upwards, in Mbps.
    int getUploadBandwidth() const noexcept { return uploadBandwidth_; }
    /// The line's present rate downwards, in Mbps.
    int getDownloadBandwidth() const noexcept { return downloadBandwidth_; }
    /// What can be ordered; empty when no offer fits the line, which is a success.
    const std::vector<BandOffer>& getBandOfferList() const noexcept { return bandOfferList_; }

   private:
    friend class BandPrecheckResponse;
    std::int64_t bandId_ = 0;
    int uploadBandwidth_ = 0;
    int downloadBandwidth_ = 0;
    std::vector<BandOffer> bandOfferList_;
  };

  const ResultModule& getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  ResultModule resultModule_;
};

/// Asks whether a line can be accelerated, and by which offers (guide, 4.1). Changes nothing, charges nothing.
class SNSUAPI_API BandPrecheckRequest final : public TypedRequest<BandPrecheckRequest> {
 public:
  using Response = BandPrecheckResponse;

  /// Required: the line's public address, IPv4 or IPv6 in its usual text form.
  BandPrecheckRequest& setIpAddress(std::string ipAddress) { return ipAddress_ = std::move(ipAddress), *this; }
  /// Required: the port that the line is seen from, 1 to 65535.
  BandPrecheckRequest& setPort(int port) { return port_ = port, *this; }

  const std::optional<std::string>& getIpAddress() const noexcept { return ipAddress_; }
  const std::optional<int>& getPort() const noexcept { return port_; }

  std::string_view getAction() const noexcept override { return "BandPrecheck"; }
  bool isReadOnly() const noexcept override { return true; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::string> ipAddress_;
  std::optional<int> port_;
};

}  // namespace snsuapi
