#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// What runs on a line.
class SNSUAPI_API BandStatusQueryResponse final : public AcsResponse {
 public:
  class SNSUAPI_API ResultModule {
   public:
    /// The rate that a running speed-up raises the line to, in Mbps; none when none runs upwards.
    const std::optional<int>& getUploadTarget() const noexcept { return uploadTarget_; }
    /// The same downwards.
    const std::optional<int>& getDownloadTarget() const noexcept { return downloadTarget_; }

   private:
    friend class BandStatusQueryResponse;
    std::optional<int> uploadTarget_;
    std::optional<int> downloadTarget_;
  };

  const ResultModule& getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  ResultModule resultModule_;
};

/// Asks which speed-ups run on a line. Changes nothing.
class SNSUAPI_API BandStatusQueryRequest final : public TypedRequest<BandStatusQueryRequest> {
 public:
  using Response = BandStatusQueryResponse;

  /// Required: the line's id, as BandPrecheckResponse gives it.
  BandStatusQueryRequest& setBandId(std::int64_t bandId) { return bandId_ = bandId, *this; }

  const std::optional<std::int64_t>& getBandId() const noexcept { return bandId_; }

  std::string_view getAction() const noexcept override { return "BandStatusQuery"; }
  bool isReadOnly() const noexcept override { return true; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::int64_t> bandId_;
};

}  // namespace snsuapi
