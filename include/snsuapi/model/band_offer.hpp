#pragma once

#include <cstdint>
#include <snsuapi/model/direction.hpp>
#include <utility>

namespace snsuapi {

/// A speed-up that can be ordered for a line: one element of BandPrecheckResponse's list (guide, 4.1).
class SNSUAPI_API BandOffer {
 public:
  BandOffer(std::int64_t offerId, int bandwidth, std::int64_t duration, Direction direction)
      : offerId_(offerId), duration_(duration), direction_(std::move(direction)), bandwidth_(bandwidth) {}

  /// What BandOfferOrderRequest::setOfferId takes.
  std::int64_t getOfferId() const noexcept { return offerId_; }
  /// The rate that the line is raised to, in Mbps.
  int getBandwidth() const noexcept { return bandwidth_; }
  /// In hours, as the guide says; 9999 and above stand for a monthly pack.
  std::int64_t getDuration() const noexcept { return duration_; }
  const Direction& getDirection() const noexcept { return direction_; }
  /// True for a monthly pack: the duration is 9999 or more.
  bool isMonthly() const noexcept { return duration_ >= kMonthlyDuration; }

  static constexpr std::int64_t kMonthlyDuration = 9999;

 private:
  std::int64_t offerId_;
  std::int64_t duration_;
  Direction direction_;
  int bandwidth_;
};

}  // namespace snsuapi
