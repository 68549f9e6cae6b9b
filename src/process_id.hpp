#pragma once

#if !defined(_WIN32)
#include <unistd.h>
#endif

namespace snsuapi {
namespace internal {

/// Of this process: a forked child knows by it that what it holds is its parent's.
inline long processId() noexcept {
#if defined(_WIN32)
  return 0;  // a process is never copied there
#else
  return static_cast<long>(getpid());
#endif
}

}  // namespace internal
}  // namespace snsuapi
