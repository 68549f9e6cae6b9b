#pragma once

#include <cstddef>

namespace snsuapi_bench {

/// While it lives, every allocation of the program, libcurl's among them, is counted (glibc only). One at a time.
class AllocationCounter {
 public:
  AllocationCounter();
  ~AllocationCounter();
  AllocationCounter(const AllocationCounter&) = delete;
  AllocationCounter& operator=(const AllocationCounter&) = delete;

  /// So far, of all threads.
  double count() const;
  /// The most that was allocated at once beyond what there was in the beginning.
  double peakBytes() const;
};

}  // namespace snsuapi_bench
