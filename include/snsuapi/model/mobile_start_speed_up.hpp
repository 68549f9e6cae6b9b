#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// The mobile speed-up that was started.
class SNSUAPI_API MobileStartSpeedUpResponse final : public AcsResponse {
 public:
  /// The correlation id, which stop and status take.
  const std::string& getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  std::string resultModule_;
};

/// Starts a mobile (4G) speed-up. The guide says that the online version serves home broadband only.
class SNSUAPI_API MobileStartSpeedUpRequest final : public TypedRequest<MobileStartSpeedUpRequest> {
 public:
  using Response = MobileStartSpeedUpResponse;

  /// Required; no public source says what it means, so it is passed on as it is.
  MobileStartSpeedUpRequest& setToken(std::string token) { return token_ = std::move(token), *this; }
  /// Optional; no public source says what it means, so it is passed on as it is.
  MobileStartSpeedUpRequest& setDuration(std::string duration) { return duration_ = std::move(duration), *this; }
  /// Optional; no public source says what it means, so it is passed on as it is.
  MobileStartSpeedUpRequest& setIp(std::string ip) { return ip_ = std::move(ip), *this; }
  /// Optional; no public source says what it means, so it is passed on as it is.
  MobileStartSpeedUpRequest& setPublicIp(std::string publicIp) { return publicIp_ = std::move(publicIp), *this; }
  /// Optional; no public source says what it means, so it is passed on as it is.
  MobileStartSpeedUpRequest& setPublicPort(std::string publicPort) {
    return publicPort_ = std::move(publicPort), *this;
  }
  /// Optional; no public source says what it means, so it is passed on as it is.
  MobileStartSpeedUpRequest& setDestinationIpAddress(std::string destinationIpAddress) {
    return destinationIpAddress_ = std::move(destinationIpAddress), *this;
  }

  const std::optional<std::string>& getToken() const noexcept { return token_; }
  const std::optional<std::string>& getDuration() const noexcept { return duration_; }
  const std::optional<std::string>& getIp() const noexcept { return ip_; }
  const std::optional<std::string>& getPublicIp() const noexcept { return publicIp_; }
  const std::optional<std::string>& getPublicPort() const noexcept { return publicPort_; }
  const std::optional<std::string>& getDestinationIpAddress() const noexcept { return destinationIpAddress_; }

  std::string_view getAction() const noexcept override { return "MobileStartSpeedUp"; }
  bool isReadOnly() const noexcept override { return false; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::string> token_;
  std::optional<std::string> duration_;
  std::optional<std::string> ip_;
  std::optional<std::string> publicIp_;
  std::optional<std::string> publicPort_;
  std::optional<std::string> destinationIpAddress_;
};

}  // namespace snsuapi
