#pragma once

#include <cstddef>

namespace snsuapi_bench {

/// Every allocation of the program, libcurl's among them, passes through counters (glibc only).
struct Allocations {
  std::size_t count;      ///< allocations so far, of all threads
  std::size_t liveBytes;  ///< that are allocated now
};

Allocations allocations() noexcept;

}  // namespace snsuapi_bench
