#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace snsuapi {
namespace internal {

/// How far the service's clock is ahead of this device's, once the service has said so. Any number of threads may use
/// it.
class ClockCorrection {
 public:
  std::chrono::seconds ahead() const noexcept { return std::chrono::seconds(seconds_.load()); }
  void set(std::chrono::seconds ahead) noexcept { seconds_ = static_cast<std::int32_t>(ahead.count()); }

  /// 68 years in either direction: an atomic of 64 bits takes a library of its own on some routers.
  static constexpr std::chrono::seconds kMost{std::int32_t{0x7FFFFFFF}};

 private:
  std::atomic<std::int32_t> seconds_{0};
};

}  // namespace internal
}  // namespace snsuapi
