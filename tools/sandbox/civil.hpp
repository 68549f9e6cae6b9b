#pragma once

#include <chrono>
#include <cstdint>

namespace snsuapi {
namespace sandbox {

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

/// The calendar day in China (UTC+8, no summer time), by which months begin and end for the service.
Date chinaDate(std::chrono::system_clock::time_point time);

/// The first moment of the next month in China.
std::chrono::system_clock::time_point endOfChinaMonth(std::chrono::system_clock::time_point time);

}  // namespace sandbox
}  // namespace snsuapi
