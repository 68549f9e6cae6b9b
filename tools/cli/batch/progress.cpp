#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace snsuapi {
namespace cli {

namespace {

constexpr std::chrono::milliseconds kRedrawn{200};
constexpr int kBarWidth = 20;
constexpr const char* kClearLine = "\r\x1b[K";

template <class... Values>
std::string format(const char* text, Values... values) {
  char buffer[128];
  static_cast<void>(std::snprintf(buffer, sizeof buffer, text, values...));
  return buffer;
}

std::string clockTime(double seconds) {
  constexpr double kLongest = 359999;  // 99:59:59
  const auto whole = static_cast<long long>(std::min(std::ceil(seconds), kLongest));
  return format("%02lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string progressLine(const BatchCounts& counts, std::chrono::duration<double> elapsed, std::optional<double> done,
                         std::optional<double> limit) {
  std::string line;
  if (done) {
    const int filled = static_cast<int>(*done * kBarWidth);
    line += "[" + std::string(static_cast<std::size_t>(filled), '#') +
            std::string(static_cast<std::size_t>(kBarWidth - filled), ' ') + "] " +
            format("%3d%%  ", static_cast<int>(*done * 100));
  }
  const double seconds = std::max(elapsed.count(), 0.001);
  line += std::to_string(counts.results()) + format(" lines  %.0f/s", static_cast<double>(counts.results()) / seconds);
  if (limit) line += format(" (limit %.1f/s)", *limit);
  line += "  " + std::to_string(counts.failed) + " failed  " + std::to_string(counts.bad) + " bad";
  if (counts.skipped > 0) line += "  " + std::to_string(counts.skipped) + " done before";
  if (done && *done > 0) line += "  " + clockTime(seconds / *done * (1 - *done)) + " left";
  return line;
}

Progress::Progress(bool isShown) : isShown_(isShown && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (isThere_) std::cerr << kClearLine << std::flush;
}

void Progress::show(const BatchCounts& counts, std::optional<double> done, std::optional<double> limit) {
  if (!isShown_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kRedrawn;
  isThere_ = true;
  std::cerr << kClearLine + progressLine(counts, now - begun_, done, limit) << std::flush;
}

void Progress::tell(const std::string& text) {
  std::cerr << (isThere_ ? kClearLine : "") + text + "\n" << std::flush;
  isThere_ = false;
  next_ = {};
}

}  // namespace cli
}  // namespace snsuapi
