#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <string>

namespace snsuapi {
namespace internal {

/// Random (version 4) UUIDs from the system's generator, which is asked for many at a time: each question is a system
/// call. Thread-safe. A forked child draws its own.
class NonceSource {
 public:
  /// Empty when the generator has no entropy.
  std::string next();

 private:
  using Bytes = std::array<unsigned char, 16>;
  static constexpr std::size_t kAtOnce = 16;  // what the system gives at once: 256 bytes

  bool refill();

  std::mutex mutex_;
  std::array<Bytes, kAtOnce> stock_{};  // guarded by mutex_, as all that follows
  std::size_t left_ = 0;
  long generation_ = 0;  // whose stock it is
};

}  // namespace internal
}  // namespace snsuapi
