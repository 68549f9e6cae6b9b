#pragma once

#include <cstdint>

namespace snsuapi {
namespace tools {

struct Date {
  std::int64_t year;
  std::int64_t month;  // 1 to 12
  std::int64_t day;

  friend bool operator==(const Date& a, const Date& b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
  }
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar, and back.
std::int64_t daysFromCivil(const Date& date);
Date civilFromDays(std::int64_t days);

/// The quotient, rounded down for negative numbers, too.
constexpr std::int64_t floorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace tools
}  // namespace snsuapi
