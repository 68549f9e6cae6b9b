#pragma once

#include <cstddef>

namespace snsuapi_soak {

/// What this process holds.
struct Footprint {
  std::size_t residentKiB;
  std::size_t heapKiB;  ///< in allocated blocks, of all arenas
  std::size_t descriptors;
  std::size_t threads;
};

Footprint footprint();

}  // namespace snsuapi_soak
