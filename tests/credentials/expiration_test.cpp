#include "auth/providers/expiration.hpp"

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using snsuapi::internal::parseExpiration;
using std::chrono::seconds;
using Time = std::chrono::system_clock::time_point;

TEST_CASE("A time of expiration is read as UTC") {
  CHECK(parseExpiration("2018-07-09T08:00:00Z") == snsuapi_test::kStartOfTime);
  CHECK(parseExpiration("1970-01-01T00:00:00Z") == Time());
  CHECK(parseExpiration("2000-02-29T23:59:59Z") == Time(seconds(951868799)));
  CHECK(parseExpiration("2024-03-01T00:00:00Z") == Time(seconds(1709251200)));
  CHECK(parseExpiration("2100-03-01T00:00:00Z") == Time(seconds(4107542400)));
  CHECK(parseExpiration("9999-12-31T23:59:59Z") == parseExpiration("2200-12-31T23:59:59Z"));
}

TEST_CASE("A time of any other form is none") {
  for (const char* text :
       {"", "2018-07-09T08:00:00", "2018-07-09 08:00:00Z", "2018-07-09T08:00:00z", "2018-07-09T08:00:00.0Z",
        "2018-07-09T08:00:00+08:00", "2018-00-09T08:00:00Z", "2018-13-09T08:00:00Z", "2018-02-29T08:00:00Z",
        "2018-07-00T08:00:00Z", "2018-07-32T08:00:00Z", "2018-07-09T24:00:00Z", "2018-07-09T08:60:00Z",
        "2018-07-09T08:00:61Z", "1969-12-31T23:59:59Z", "-018-07-09T08:00:00Z", "201a-07-09T08:00:00Z", "1531123200"}) {
    CAPTURE(text);
    CHECK_FALSE(parseExpiration(text));
  }
}
