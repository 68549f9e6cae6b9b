#pragma once

#include <chrono>
#include <mutex>

namespace snsuapi {
namespace internal {

/// How far the service's clock is ahead of this device's, once the service has said so, and as long as nobody sets the
/// device's clock. Any number of threads may use it.
class ClockCorrection {
 public:
  using SystemTime = std::chrono::system_clock::time_point;

  /// What is to be added to this device's time.
  std::chrono::seconds at(SystemTime now) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto drift = (now - learnedAt_) - (std::chrono::steady_clock::now() - steadyThen_);
    const bool isAnotherClock = drift > kMostDrift || drift < -kMostDrift;  // set since, by NTP for one
    return isAnotherClock ? std::chrono::seconds(0) : ahead_;
  }

  void learn(std::chrono::seconds ahead, SystemTime now) {
    const std::lock_guard<std::mutex> lock(mutex_);
    ahead_ = ahead;
    learnedAt_ = now;
    steadyThen_ = std::chrono::steady_clock::now();
    ++timesLearned_;
  }

  /// How often; another number than before means another time.
  unsigned timesLearned() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return timesLearned_;
  }

 private:
  static constexpr std::chrono::minutes kMostDrift{5};  // a third of what the service allows

  mutable std::mutex mutex_;
  std::chrono::seconds ahead_{0};  // guarded by mutex_, as what follows
  SystemTime learnedAt_{};
  std::chrono::steady_clock::time_point steadyThen_{};
  unsigned timesLearned_ = 0;
};

}  // namespace internal
}  // namespace snsuapi
