#include "time/timestamp.hpp"

#include "support/catch.hpp"

using snsuapi::tools::parseTimestamp;

namespace {

std::int64_t secondsOf(const char* text) {
  const auto time = parseTimestamp(text);
  return time ? std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count() : -1;
}

}  // namespace

TEST_CASE("A timestamp is read as it is written in requests") {
  CHECK(secondsOf("1970-01-01T00:00:00Z") == 0);
  CHECK(secondsOf("2018-07-09T08:00:00Z") == 1531123200);
  CHECK(secondsOf("2000-02-29T12:00:00Z") == 951825600);
  CHECK(secondsOf("2100-12-31T23:59:59Z") == 4133980799);
  CHECK(secondsOf("1969-12-31T23:59:58Z") == -2);
  CHECK(secondsOf("2261-12-31T23:59:59Z") == 9214646399);
}

TEST_CASE("Anything else is no timestamp") {
  for (const char* text :
       {"", "2018-07-09", "2018-07-09T08:00:00", "2018-07-09 08:00:00Z", "2018-02-29T00:00:00Z", "2018-13-01T00:00:00Z",
        "2018-01-00T00:00:00Z", "2018-01-01T24:00:00Z", "2018-01-01T00:60:00Z", "2018-01-01T00:00:60Z",
        "2018-07-09T08:00:0xZ", "+018-07-09T08:00:00Z", "1677-12-31T23:59:59Z", "2262-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z"}) {
    CAPTURE(text);
    CHECK(secondsOf(text) == -1);
  }
}
