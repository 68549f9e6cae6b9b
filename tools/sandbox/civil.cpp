#include "civil.hpp"

#include "time/timestamp.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

constexpr std::chrono::hours kChinaOffset{8};

}  // namespace

Date chinaDate(std::chrono::system_clock::time_point time) {
  const auto hours = std::chrono::floor<std::chrono::hours>(time.time_since_epoch() + kChinaOffset);
  return tools::civilFromDays(tools::floorDivide(hours.count(), 24));
}

std::chrono::system_clock::time_point startOfChinaDay(const Date& date) {
  return std::chrono::system_clock::time_point(std::chrono::hours(24 * tools::daysFromCivil(date)) - kChinaOffset);
}

std::chrono::system_clock::time_point endOfChinaMonth(std::chrono::system_clock::time_point time) {
  const Date today = chinaDate(time);
  return startOfChinaDay({today.year + (today.month == 12 ? 1 : 0), today.month % 12 + 1, 1});
}

std::int64_t chinaMonth(std::chrono::system_clock::time_point time) {
  const Date date = chinaDate(time);
  return date.year * 100 + date.month;
}

std::string formatChinaTime(std::chrono::system_clock::time_point time) {
  std::string text = tools::formatTimestamp(time + kChinaOffset);
  text[10] = ' ';
  text.pop_back();  // the Z
  return text;
}

std::string formatDate(const Date& date) { return formatChinaTime(startOfChinaDay(date)).substr(0, 10); }

std::optional<Date> parseDate(const std::string& text) {
  const auto midnight = tools::parseTimestamp(text + "T00:00:00Z");
  if (!midnight) return std::nullopt;
  return chinaDate(*midnight);  // 08:00 of the same day in China
}

}  // namespace sandbox
}  // namespace snsuapi
