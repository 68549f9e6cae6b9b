#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// Whether a mobile speed-up runs.
class SNSUAPI_API MobileStatusQueryResponse final : public AcsResponse {
 public:
  /// The service's own word: true while it runs.
  bool getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  bool resultModule_ = false;
};

/// Asks whether a mobile speed-up runs. Changes nothing.
class SNSUAPI_API MobileStatusQueryRequest final : public TypedRequest<MobileStatusQueryRequest> {
 public:
  using Response = MobileStatusQueryResponse;

  /// Required: what MobileStartSpeedUpResponse::getResultModule gave.
  MobileStatusQueryRequest& setCorrelationId(std::string correlationId) {
    return correlationId_ = std::move(correlationId), *this;
  }

  const std::optional<std::string>& getCorrelationId() const noexcept { return correlationId_; }

  std::string_view getAction() const noexcept override { return "MobileStatusQuery"; }
  bool isReadOnly() const noexcept override { return true; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::string> correlationId_;
};

}  // namespace snsuapi
