#pragma once

#include <cstdio>

namespace snsuapi_bench {

/// The most that this program has had in memory, in KiB; 0 when the system does not tell. Not getrusage's ru_maxrss,
/// which a program inherits from the one that started it.
inline long peakKibibytes() {
  long kibibytes = 0;
  if (std::FILE* status = std::fopen("/proc/self/status", "r")) {
    char line[256];
    while (std::fgets(line, sizeof line, status) != nullptr && std::sscanf(line, "VmHWM: %ld", &kibibytes) != 1) {
    }
    std::fclose(status);
  }
  return kibibytes;
}

}  // namespace snsuapi_bench
