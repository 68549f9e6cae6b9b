#pragma once

#include <cstdio>
#include <cstdlib>

namespace snsuapi_fuzz {

/// Ends the program where what must always hold does not: that is a finding, as a crash is.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace snsuapi_fuzz
