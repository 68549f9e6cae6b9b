#include "gateway/timestamp.hpp"

#include <array>

#include "civil.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

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

std::optional<Time> parseTimestamp(const std::string& text) {
  if (!hasShape(text)) return std::nullopt;
  const auto number = [&text](std::size_t at, std::size_t digits) { return std::stoi(text.substr(at, digits)); };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  const int hour = number(11, 2);
  const int minute = number(14, 2);
  const int second = number(17, 2);
  if (hour > 23 || minute > 59 || second > 59 || date.month < 1 || date.month > 12) return std::nullopt;
  const std::int64_t days = daysFromCivil(date);
  if (!(civilFromDays(days) == date)) return std::nullopt;  // such as 30 February
  return Time(std::chrono::hours(24 * days) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
              std::chrono::seconds(second));
}

}  // namespace sandbox
}  // namespace snsuapi
