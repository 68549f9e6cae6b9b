// Times as texts: a server's Date, the Expiration of temporary credentials, the sandbox's timestamps. What is read is
// the time that the C library makes of the same digits, and is written as it was.

#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>

#include "auth/providers/expiration.hpp"
#include "http/http_date.hpp"
#include "support/require.hpp"
#include "time/timestamp.hpp"

using namespace snsuapi;
using namespace snsuapi_fuzz;
using Time = std::chrono::system_clock::time_point;

namespace {

std::int64_t seconds(Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

int number(const std::string& text, std::size_t at, std::size_t digits) { return std::stoi(text.substr(at, digits)); }

std::int64_t secondsOf(int year, int month, int day, const std::string& text, std::size_t hourAt) {
  std::tm parts{};
  parts.tm_year = year - 1900;
  parts.tm_mon = month - 1;
  parts.tm_mday = day;
  parts.tm_hour = number(text, hourAt, 2);
  parts.tm_min = number(text, hourAt + 3, 2);
  parts.tm_sec = number(text, hourAt + 6, 2);
  return timegm(&parts);
}

void checkHttpDate(const std::string& text) {
  const std::optional<Time> time = internal::parseHttpDate(text);
  if (!time) return;
  const std::size_t month = std::string("JanFebMarAprMayJunJulAugSepOctNovDec").find(text.substr(8, 3));
  require(month != std::string::npos && month % 3 == 0, "the month has a name");
  const int day = number(text, 5, 2);
  require(seconds(*time) == secondsOf(number(text, 12, 4), static_cast<int>(month) / 3 + 1, day, text, 17),
          "a Date is its time");
}

// `2018-07-09T08:00:00Z`
std::int64_t secondsOf(const std::string& text) {
  return secondsOf(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2), text, 11);
}

void checkExpiration(const std::string& text) {
  const std::optional<Time> time = internal::parseExpiration(text);
  if (!time) return;
  const std::string last = "2200-12-31T23:59:59Z";
  require(seconds(*time) == secondsOf(number(text, 0, 4) > 2200 ? last : text), "an Expiration is its time");
}

void checkTimestamp(const std::string& text) {
  const std::optional<Time> time = tools::parseTimestamp(text);
  if (!time) return;
  require(seconds(*time) == secondsOf(text), "a timestamp is its time");
  require(tools::formatTimestamp(*time) == text, "a timestamp is written as it was read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  checkHttpDate(text);
  checkExpiration(text);
  checkTimestamp(text);
  return 0;
}
