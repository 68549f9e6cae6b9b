#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace snsuapi {
namespace sandbox {

/// Identifiers in the form of UUIDs, the same under the same seed. Thread-safe.
class Ids {
 public:
  explicit Ids(std::uint64_t seed) : seed_(seed) {}

  std::string nextRequestId();
  /// @param number of the mobile speed-up, by which it stays its own across restarts
  std::string correlationId(std::uint64_t number) const;
  /// Begins again with the first request.
  void restart() { requests_ = 0; }

 private:
  std::string uuid(std::uint32_t kind, std::uint64_t number) const;

  const std::uint64_t seed_;
  std::atomic<std::uint64_t> requests_{0};
};

}  // namespace sandbox
}  // namespace snsuapi
