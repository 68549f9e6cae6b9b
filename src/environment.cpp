#include "environment.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <snsuapi/client_profile.hpp>
#include <thread>

#include "auth/nonce_source.hpp"

namespace snsuapi {
namespace internal {

namespace {

// Writes the digits, zeros first, and the character after them; returns the place after that.
char* writePadded(char* out, std::int64_t value, int digits, char after) {
  for (int i = digits - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
  out[digits] = after;
  return out + digits + 1;
}

struct Date {
  std::int64_t year;
  std::int64_t month;
  std::int64_t day;
};

// The proleptic Gregorian calendar from days since 1970-01-01, in 400-year eras that begin on 1 March. Not gmtime:
// time_t has 32 bits on some routers, and std::gmtime is not thread-safe.
Date civilFromDays(std::int64_t days) {
  constexpr std::int64_t kDaysPerEra = 146097;
  constexpr std::int64_t kDaysFromEraStartTo1970 = 719468;
  const std::int64_t shifted = days + kDaysFromEraStartTo1970;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - kDaysPerEra + 1) / kDaysPerEra;
  const std::int64_t dayOfEra = shifted - era * kDaysPerEra;
  const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
  const std::int64_t month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1};
}

}  // namespace

Timestamp::Timestamp(std::chrono::system_clock::time_point time) {
  constexpr std::int64_t kSecondsPerDay = 86400;
  constexpr std::int64_t kYear0 = -62167219200;     // 0000-01-01T00:00:00Z
  constexpr std::int64_t kYear9999 = 253402300799;  // 9999-12-31T23:59:59Z
  const std::int64_t seconds = std::clamp<std::int64_t>(
      std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count(), kYear0, kYear9999);
  const std::int64_t days = (seconds >= 0 ? seconds : seconds - kSecondsPerDay + 1) / kSecondsPerDay;
  const std::int64_t secondOfDay = seconds - days * kSecondsPerDay;
  const Date date = civilFromDays(days);

  char* out = text_.data();
  out = writePadded(out, date.year, 4, '-');
  out = writePadded(out, date.month, 2, '-');
  out = writePadded(out, date.day, 2, 'T');
  out = writePadded(out, secondOfDay / 3600, 2, ':');
  out = writePadded(out, secondOfDay / 60 % 60, 2, ':');
  writePadded(out, secondOfDay % 60, 2, 'Z');
}

}  // namespace internal

Environment::Environment() : nonces_(std::make_unique<internal::NonceSource>()) {}
Environment::~Environment() = default;

std::chrono::system_clock::time_point Environment::now() { return std::chrono::system_clock::now(); }
std::string Environment::nonce() { return nonces_->next(); }
void Environment::wait(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }

}  // namespace snsuapi
