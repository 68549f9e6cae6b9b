#include "timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace snsuapi {
namespace cli {

namespace {

bool isLeap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

std::int64_t daysInMonth(std::int64_t year, std::int64_t month) {
  constexpr std::int64_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
}

std::int64_t daysBeforeYear(std::int64_t year) {  // since 0000-01-01, of a year from 1 up
  const std::int64_t before = year - 1;
  return 366 + before * 365 + before / 4 - before / 100 + before / 400;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> parseTimestamp(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return std::nullopt;
  }
  const auto number = [&text](std::size_t at, std::size_t digits) -> std::int64_t {
    return std::stoi(text.substr(at, digits));
  };
  const std::int64_t year = number(0, 4);
  const std::int64_t month = number(5, 2);
  const std::int64_t day = number(8, 2);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return std::nullopt;
  if (number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) return std::nullopt;
  std::int64_t days = daysBeforeYear(year) - daysBeforeYear(1970) + day - 1;
  for (std::int64_t before = 1; before < month; ++before) days += daysInMonth(year, before);
  return std::chrono::system_clock::time_point(std::chrono::hours(24 * days + number(11, 2)) +
                                               std::chrono::minutes(number(14, 2)) +
                                               std::chrono::seconds(number(17, 2)));
}

}  // namespace cli
}  // namespace snsuapi
