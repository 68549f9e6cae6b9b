#include "auth/providers/expiration.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "ascii.hpp"
#include "civil.hpp"

namespace snsuapi {
namespace internal {

namespace {

bool isLeapYear(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int daysOfMonth(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && isLeapYear(year) ? 1 : 0);
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> parseExpiration(std::string_view text) noexcept {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return std::nullopt;
  std::array<int, 6> fields{};
  std::size_t field = 0;
  for (std::size_t at = 0; at < kForm.size(); ++at) {
    if (kForm[at] == '0') {
      if (!isDigit(text[at])) return std::nullopt;
      fields[field] = fields[field] * 10 + (text[at] - '0');
    } else {
      if (text[at] != kForm[at]) return std::nullopt;
      ++field;  // after the last one, too, where nothing follows
    }
  }
  const auto [year, month, day, hour, minute, second] = fields;
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  constexpr int kLastYear = 2200;  // a clock that counts nanoseconds in 64 bits ends in 2262
  if (year > kLastYear) return parseExpiration("2200-12-31T23:59:59Z");
  const std::int64_t seconds = ((daysFromCivil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
  return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
}

}  // namespace internal
}  // namespace snsuapi
