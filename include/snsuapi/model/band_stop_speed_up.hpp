#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/model/direction.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// Whether the speed-up was stopped.
class SNSUAPI_API BandStopSpeedUpResponse final : public AcsResponse {
 public:
  /// The service's own word: true when it stopped.
  bool getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  bool resultModule_ = false;
};

/// Stops the speed-up that runs in one direction of a line.
class SNSUAPI_API BandStopSpeedUpRequest final : public TypedRequest<BandStopSpeedUpRequest> {
 public:
  using Response = BandStopSpeedUpResponse;

  /// Required: the line's public address, IPv4 or IPv6 in its usual text form.
  BandStopSpeedUpRequest& setIpAddress(std::string ipAddress) { return ipAddress_ = std::move(ipAddress), *this; }
  /// Required: the port that the line is seen from, 1 to 65535.
  BandStopSpeedUpRequest& setPort(int port) { return port_ = port, *this; }
  /// Required: the line's id, as BandPrecheckResponse gives it.
  BandStopSpeedUpRequest& setBandId(std::int64_t bandId) { return bandId_ = bandId, *this; }
  /// Required: Direction::Up or Direction::Down.
  BandStopSpeedUpRequest& setDirection(Direction direction) { return direction_ = std::move(direction), *this; }

  const std::optional<std::string>& getIpAddress() const noexcept { return ipAddress_; }
  const std::optional<int>& getPort() const noexcept { return port_; }
  const std::optional<std::int64_t>& getBandId() const noexcept { return bandId_; }
  const std::optional<Direction>& getDirection() const noexcept { return direction_; }

  std::string_view getAction() const noexcept override { return "BandStopSpeedUp"; }
  bool isReadOnly() const noexcept override { return false; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::string> ipAddress_;
  std::optional<int> port_;
  std::optional<std::int64_t> bandId_;
  std::optional<Direction> direction_;
};

}  // namespace snsuapi
