#include "service/statistics.hpp"

namespace snsuapi {
namespace sandbox {

std::vector<DayOfSpeedUps> dailySpeedUps(const Span& span, const std::vector<SpeedUp>& speedUps) {
  const std::int64_t last = tools::daysFromCivil(span.to);
  std::vector<DayOfSpeedUps> days;
  for (std::int64_t i = 0; i < span.days(); ++i) days.push_back({tools::civilFromDays(last - i)});
  for (const SpeedUp& speedUp : speedUps) {
    const std::int64_t age = last - tools::daysFromCivil(chinaDate(speedUp.startedAt));
    if (age < 0 || age >= span.days()) continue;
    DayOfSpeedUps& day = days[static_cast<std::size_t>(age)];
    ++(speedUp.failure.empty() ? day.succeeded : day.failed);
  }
  return days;
}

std::string successRate(std::int64_t succeeded, std::int64_t failed) {
  const std::int64_t all = succeeded + failed;
  const std::int64_t basisPoints = all == 0 ? 10000 : (succeeded * 10000 + all / 2) / all;
  return formatYuan(basisPoints) + "%";  // hundredths, as money is
}

std::optional<std::int64_t> minutesOf(const SpeedUp& speedUp) {
  if (!speedUp.endedAt) return std::nullopt;
  return std::chrono::floor<std::chrono::minutes>(*speedUp.endedAt - speedUp.startedAt).count();
}

}  // namespace sandbox
}  // namespace snsuapi
