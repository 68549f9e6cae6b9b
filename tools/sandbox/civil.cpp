#include "civil.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

constexpr std::chrono::hours kChinaOffset{8};

}  // namespace

Date chinaDate(std::chrono::system_clock::time_point time) {
  const auto hours = std::chrono::floor<std::chrono::hours>(time.time_since_epoch() + kChinaOffset);
  return tools::civilFromDays(tools::floorDivide(hours.count(), 24));
}

std::chrono::system_clock::time_point endOfChinaMonth(std::chrono::system_clock::time_point time) {
  const Date today = chinaDate(time);
  const Date first{today.year + (today.month == 12 ? 1 : 0), today.month % 12 + 1, 1};
  return std::chrono::system_clock::time_point(std::chrono::hours(24 * tools::daysFromCivil(first)) - kChinaOffset);
}

}  // namespace sandbox
}  // namespace snsuapi
