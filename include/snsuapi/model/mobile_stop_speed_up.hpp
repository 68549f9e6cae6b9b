#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// Whether the mobile speed-up was stopped.
class SNSUAPI_API MobileStopSpeedUpResponse final : public AcsResponse {
 public:
  /// The service's own word: true when it stopped.
  bool getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  bool resultModule_ = false;
};

/// Stops a mobile speed-up.
class SNSUAPI_API MobileStopSpeedUpRequest final : public TypedRequest<MobileStopSpeedUpRequest> {
 public:
  using Response = MobileStopSpeedUpResponse;

  /// Required: what MobileStartSpeedUpResponse::getResultModule gave.
  MobileStopSpeedUpRequest& setCorrelationId(std::string correlationId) {
    return correlationId_ = std::move(correlationId), *this;
  }

  const std::optional<std::string>& getCorrelationId() const noexcept { return correlationId_; }

  std::string_view getAction() const noexcept override { return "MobileStopSpeedUp"; }
  bool isReadOnly() const noexcept override { return false; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::string> correlationId_;
};

}  // namespace snsuapi
