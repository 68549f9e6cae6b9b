#include "time/timestamp.hpp"

#include <string_view>

#include "time/date.hpp"

namespace snsuapi {
namespace tools {

namespace {

constexpr int kFirstYear = 1678;
constexpr int kLastYear = 2261;
constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";

bool hasShape(const std::string& text) {
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return false;
  }
  return true;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> parseTimestamp(const std::string& text) {
  if (!hasShape(text)) return std::nullopt;
  const auto number = [&text](std::size_t at, std::size_t digits) { return std::stoi(text.substr(at, digits)); };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  if (date.year < kFirstYear || date.year > kLastYear) return std::nullopt;
  const int hour = number(11, 2);
  const int minute = number(14, 2);
  const int second = number(17, 2);
  if (hour > 23 || minute > 59 || second > 59 || date.month < 1 || date.month > 12) return std::nullopt;
  const std::int64_t days = daysFromCivil(date);
  if (!(civilFromDays(days) == date)) return std::nullopt;  // such as 30 February
  return std::chrono::system_clock::time_point(std::chrono::hours(24 * days) + std::chrono::hours(hour) +
                                               std::chrono::minutes(minute) + std::chrono::seconds(second));
}

}  // namespace tools
}  // namespace snsuapi
