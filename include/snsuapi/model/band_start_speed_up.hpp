#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/model/direction.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// Whether the speed-up was started.
class SNSUAPI_API BandStartSpeedUpResponse final : public AcsResponse {
 public:
  /// The service's own word: true when it started.
  bool getResultModule() const noexcept { return resultModule_; }

 private:
  SNSUAPI_LOCAL Outcome<void> readResultModule(const internal::JsonValue& resultModule) override;

  bool resultModule_ = false;
};

/// Starts an ordered speed-up. Time is metered until it is stopped, or for 4 hours (guide, 2.1); only one may run in
/// each direction (guide, 1.5).
class SNSUAPI_API BandStartSpeedUpRequest final : public TypedRequest<BandStartSpeedUpRequest> {
 public:
  using Response = BandStartSpeedUpResponse;

  /// Required: the line's public address, IPv4 or IPv6 in its usual text form.
  BandStartSpeedUpRequest& setIpAddress(std::string ipAddress) { return ipAddress_ = std::move(ipAddress), *this; }
  /// Required: the port that the line is seen from, 1 to 65535.
  BandStartSpeedUpRequest& setPort(int port) { return port_ = port, *this; }
  /// Required: the line's id, as BandPrecheckResponse gives it.
  BandStartSpeedUpRequest& setBandId(std::int64_t bandId) { return bandId_ = bandId, *this; }
  /// Required: Direction::Up or Direction::Down.
  BandStartSpeedUpRequest& setDirection(Direction direction) { return direction_ = std::move(direction), *this; }
  /// Required: the rate of the offer that was ordered, in Mbps; 1 or more.
  BandStartSpeedUpRequest& setTargetBandwidth(std::int64_t targetBandwidth) {
    return targetBandwidth_ = targetBandwidth, *this;
  }
  /// Optional; no public source says what it means, so it is passed on as it is (one third-party client sends `1`).
  BandStartSpeedUpRequest& setBandScene(std::string bandScene) { return bandScene_ = std::move(bandScene), *this; }

  const std::optional<std::string>& getIpAddress() const noexcept { return ipAddress_; }
  const std::optional<int>& getPort() const noexcept { return port_; }
  const std::optional<std::int64_t>& getBandId() const noexcept { return bandId_; }
  const std::optional<Direction>& getDirection() const noexcept { return direction_; }
  const std::optional<std::int64_t>& getTargetBandwidth() const noexcept { return targetBandwidth_; }
  const std::optional<std::string>& getBandScene() const noexcept { return bandScene_; }

  std::string_view getAction() const noexcept override { return "BandStartSpeedUp"; }
  bool isReadOnly() const noexcept override { return false; }

 private:
  SNSUAPI_LOCAL Outcome<void> collectOwn(internal::ParameterList& parameters) const override;

  std::optional<std::string> ipAddress_;
  std::optional<int> port_;
  std::optional<std::int64_t> bandId_;
  std::optional<Direction> direction_;
  std::optional<std::int64_t> targetBandwidth_;
  std::optional<std::string> bandScene_;
};

}  // namespace snsuapi
