#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

namespace snsuapi {
namespace internal {

/// How fast calls may begin: as fast as was asked for, more slowly once the service says "too fast", and step by step
/// faster again. Used by one thread at a time.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  /// @param maxRate calls a second; 0 or less: no limit
  explicit Pace(double maxRate) : ceiling_(maxRate > 0 ? std::max(maxRate, kSlowest) : kUnlimited), rate_(ceiling_) {}

  /// When the next call may begin.
  Clock::time_point nextStart() const noexcept { return next_; }

  void started(Clock::time_point now) {
    if (now - countedFrom_ > kCounted) {
      countedFrom_ = now;
      counted_ = 0;
    }
    ++counted_;
    if (rate_ == kUnlimited) return;
    const auto interval = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / rate_));
    next_ = (now - next_ <= kCatchUp ? next_ : now) + interval;
  }

  /// A call that began then was refused as too fast. All that were under way at once count as one, and so do those of
  /// a short while: a service that counts by the second refuses everything until the second is over.
  void throttled(Clock::time_point started, Clock::time_point now) {
    if (isSlowed_ && (started <= changed_ || now - changed_ < kReaction)) return;
    const std::chrono::duration<double> span =
        std::max<Clock::duration>(now - countedFrom_, std::chrono::milliseconds(1));
    const double before = std::min(rate_, static_cast<double>(counted_) / span.count());
    rate_ = std::max(before * kSlower, kSlowest);
    isSlowed_ = true;
    changed_ = now;
    next_ = std::max(next_, now);
  }

  /// A call was answered, and not refused as too fast.
  void answered(Clock::time_point now) {
    if (!isSlowed_ || now - changed_ < kPatience) return;
    changed_ = now;
    rate_ *= kFaster;
    if (rate_ >= std::min(ceiling_, kFastest)) {
      rate_ = ceiling_;
      isSlowed_ = false;
    }
  }

  /// Calls a second; infinite when nothing limits them.
  double rate() const noexcept { return rate_; }

 private:
  static constexpr double kUnlimited = std::numeric_limits<double>::infinity();
  static constexpr double kSlowest = 0.1;
  static constexpr double kFastest = 1e6;  // nothing reaches it
  static constexpr double kSlower = 0.7;
  static constexpr double kFaster = 1.2;
  static constexpr std::chrono::milliseconds kReaction{200};
  static constexpr std::chrono::milliseconds kPatience{500};
  static constexpr std::chrono::milliseconds kCounted{1000};
  static constexpr std::chrono::milliseconds kCatchUp{20};  // what a late timer may make up for

  const double ceiling_;
  double rate_;
  bool isSlowed_ = false;
  Clock::time_point changed_{};  // when it was slowed down or speeded up
  Clock::time_point next_{};
  Clock::time_point countedFrom_{};
  std::int64_t counted_ = 0;  // calls begun since then
};

}  // namespace internal
}  // namespace snsuapi
