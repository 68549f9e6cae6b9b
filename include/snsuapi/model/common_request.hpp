#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <string>
#include <utility>
#include <vector>

namespace snsuapi {

/// The answer to a CommonRequest: the service said OK; the rest is the caller's to read.
class SNSUAPI_API CommonResponse final : public AcsResponse {
 public:
  int getHttpStatus() const noexcept { return httpStatus_; }
  /// The body as it came: one JSON object.
  const std::string& getData() const noexcept { return data_; }
  /// The JSON text of its ResultModule, as it came; empty when there is none.
  const std::string& getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL void keepExchange(const HttpResponse& response) override;
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  int httpStatus_ = 0;
  std::string data_;
  std::string resultModule_;
};

/// Any action by its name, with parameters that are passed on unchecked.
///
/// A parameter that bears the name of a common one (`Version`, `Format`, `Timestamp`, …) takes its place; `Signature`
/// is always the client's.
class SNSUAPI_API CommonRequest final : public TypedRequest<CommonRequest> {
 public:
  using Response = CommonResponse;
  using Parameters = std::vector<std::pair<std::string, std::string>>;

  /// Required. May not hold control characters.
  CommonRequest& setAction(std::string action) { return action_ = std::move(action), *this; }
  /// The API's version; unset: the SDK's own, 2018-07-09.
  CommonRequest& setVersion(std::string version) { return putParameter("Version", std::move(version)); }
  /// Sets a parameter; one of the same name is replaced.
  CommonRequest& putParameter(std::string name, std::string value);
  /// Says that the action changes nothing, so that a retry, when asked for, may send it again. Unset: it changes state.
  CommonRequest& setReadOnly(bool readOnly) { return readOnly_ = readOnly, *this; }

  /// In the order they were first put.
  const Parameters& getParameters() const noexcept { return parameters_; }
  std::string_view getAction() const noexcept override { return action_ ? *action_ : std::string_view(); }
  bool isReadOnly() const noexcept override { return readOnly_; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::string> action_;
  bool readOnly_ = false;
  Parameters parameters_;
};

}  // namespace snsuapi
