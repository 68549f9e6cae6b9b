#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "time/date.hpp"

namespace snsuapi {
namespace sandbox {

using tools::Date;

// The service's calendar is China's (UTC+8, no summer time): its days, months and month's ends.

Date chinaDate(std::chrono::system_clock::time_point time);

/// The first moment of a day.
std::chrono::system_clock::time_point startOfChinaDay(const Date& date);

/// The first moment of the next month.
std::chrono::system_clock::time_point endOfChinaMonth(std::chrono::system_clock::time_point time);

/// The month as a number, such as 201807.
std::int64_t chinaMonth(std::chrono::system_clock::time_point time);

/// `2018-08-29 17:54:53`
std::string formatChinaTime(std::chrono::system_clock::time_point time);

/// `2018-08-29`, and back; none for what is no day of a year from 1678 to 2261.
std::string formatDate(const Date& date);
std::optional<Date> parseDate(const std::string& text);

}  // namespace sandbox
}  // namespace snsuapi
