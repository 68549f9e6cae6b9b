#include "footprint.hpp"

#include <malloc.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace snsuapi_soak {

namespace {

std::size_t countIn(const char* directory) {
  const std::filesystem::directory_iterator all(directory);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::size_t residentKiB() {
  std::size_t total = 0;
  std::size_t resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

}  // namespace

Footprint footprint() {
  const struct mallinfo2 heap = mallinfo2();
  return {residentKiB(), (heap.uordblks + heap.hblkhd) / 1024, countIn("/proc/self/fd"), countIn("/proc/self/task")};
}

}  // namespace snsuapi_soak
