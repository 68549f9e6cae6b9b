#pragma once

#include <chrono>
#include <cstddef>
#include <thread>

namespace snsuapi_test {

/// While it stands, the allocation of this number, from 1, that this thread makes fails: malloc and its like, whoever
/// calls them, so that of libcurl and libcrypto, too (glibc only).
class FailingAllocation {
 public:
  explicit FailingAllocation(std::size_t number) noexcept;
  FailingAllocation(const FailingAllocation&) = delete;
  FailingAllocation& operator=(const FailingAllocation&) = delete;
  ~FailingAllocation();

  /// Whether the thread has come so far.
  static bool hasFailed() noexcept;
};

/// So often is each allocation let fail while it is counted what is left: a block that one of them loses is lost as
/// often, and more than that are not.
constexpr int kSweeps = 8;

/// How many blocks are allocated, of all threads.
std::ptrdiff_t liveBlocks() noexcept;
/// How many bytes they hold.
std::ptrdiff_t liveBytes() noexcept;

/// A count once it is below the limit: a server's threads may have something in hand still. What is lost stays lost,
/// and then it is the count after a long wait.
template <class Count>
std::ptrdiff_t onceSettled(const Count& count, std::ptrdiff_t limit) {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (count() >= limit && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
  return count();
}

}  // namespace snsuapi_test
