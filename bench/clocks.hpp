#pragma once

#include <time.h>

namespace snsuapi_bench {

/// In microseconds, of CLOCK_MONOTONIC, CLOCK_THREAD_CPUTIME_ID or CLOCK_PROCESS_CPUTIME_ID.
inline double microseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

/// How long it takes by that clock.
template <class Work>
double microseconds(clockid_t clock, const Work& work) {
  const double begin = microseconds(clock);
  work();
  return microseconds(clock) - begin;
}

}  // namespace snsuapi_bench
