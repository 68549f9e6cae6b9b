#pragma once

#include <chrono>

#include "time/date.hpp"

namespace snsuapi {
namespace sandbox {

using tools::Date;

/// The calendar day in China (UTC+8, no summer time), by which months begin and end for the service.
Date chinaDate(std::chrono::system_clock::time_point time);

/// The first moment of the next month in China.
std::chrono::system_clock::time_point endOfChinaMonth(std::chrono::system_clock::time_point time);

}  // namespace sandbox
}  // namespace snsuapi
