#include "time/timestamp.hpp"

#include <array>
#include <cstdio>
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

std::string formatTimestamp(std::chrono::system_clock::time_point time) {
  const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  constexpr std::int64_t kSecondsPerDay = 86'400;
  const std::int64_t days = floorDivide(seconds, kSecondsPerDay);
  const std::int64_t ofDay = seconds - days * kSecondsPerDay;
  const Date date = civilFromDays(days);
  std::array<char, 64> text{};
  static_cast<void>(std::snprintf(text.data(), text.size(), "%04lld-%02lld-%02lldT%02lld:%02lld:%02lldZ",
                                  static_cast<long long>(date.year), static_cast<long long>(date.month),
                                  static_cast<long long>(date.day), static_cast<long long>(ofDay / 3600),
                                  static_cast<long long>(ofDay / 60 % 60), static_cast<long long>(ofDay % 60)));
  return text.data();
}

}  // namespace tools
}  // namespace snsuapi
