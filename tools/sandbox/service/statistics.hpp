#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "civil.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

struct DayOfSpeedUps {
  Date date;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
};

/// Days in China, both ends among them.
struct Span {
  Date from;
  Date to;

  Time begin() const { return startOfChinaDay(from); }
  Time end() const { return startOfChinaDay(to) + std::chrono::hours(24); }
  std::int64_t days() const { return tools::daysFromCivil(to) - tools::daysFromCivil(from) + 1; }
};

constexpr std::int64_t kLongestSpanDays = 31;  // guide, 3.3

/// A row for each day of the span, the newest first (guide, 3.3).
std::vector<DayOfSpeedUps> dailySpeedUps(const Span& span, const std::vector<SpeedUp>& speedUps);

/// `87.50%`; 100.00% of none, as the service's console has it.
std::string successRate(std::int64_t succeeded, std::int64_t failed);

/// Whole minutes that a speed-up ran; none while it runs.
std::optional<std::int64_t> minutesOf(const SpeedUp& speedUp);

}  // namespace sandbox
}  // namespace snsuapi
