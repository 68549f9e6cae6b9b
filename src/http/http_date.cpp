#include "http/http_date.hpp"

#include <cstdint>

#include "ascii.hpp"
#include "civil.hpp"

namespace snsuapi {
namespace internal {

namespace {

constexpr std::string_view kForm = "Ddd, 00 Mmm 0000 00:00:00 GMT";
constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";

// A digit stands for any digit, a letter of the names for any letter, all else for itself.
bool hasForm(std::string_view text) {
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool isName = i < 3 || (i >= 8 && i < 11);
    if (isDigit(kForm[i]) ? !isDigit(text[i]) : !isName && text[i] != kForm[i]) return false;
  }
  return true;
}

std::int64_t number(std::string_view text, std::size_t at, std::size_t digits) {
  std::int64_t value = 0;
  for (const char c : text.substr(at, digits)) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> parseHttpDate(std::string_view text) {
  if (!hasForm(text)) return std::nullopt;
  const std::size_t month = kMonths.find(text.substr(8, 3));
  const std::int64_t day = number(text, 5, 2);
  const std::int64_t year = number(text, 12, 4);
  const std::int64_t hour = number(text, 17, 2);
  const std::int64_t minute = number(text, 20, 2);
  const std::int64_t second = number(text, 23, 2);
  const bool isMonth = month != std::string_view::npos && month % 3 == 0;
  // A second of 60 is a leap second. No server's clock is before 1970, and the clock's range ends in 2262.
  if (!isMonth || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60 || year < 1970 || year > 2200) {
    return std::nullopt;
  }
  const std::int64_t days = daysFromCivil(year, static_cast<std::int64_t>(month) / 3 + 1, day);
  return std::chrono::system_clock::time_point(std::chrono::seconds(((days * 24 + hour) * 60 + minute) * 60 + second));
}

}  // namespace internal
}  // namespace snsuapi
