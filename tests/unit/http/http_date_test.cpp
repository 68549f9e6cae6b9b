#include "http/http_date.hpp"

#include <string>

#include "support/catch.hpp"

namespace {

// Seconds since 1970, or -1.
long long seconds(const std::string& text) {
  const auto date = snsuapi::internal::parseHttpDate(text);
  return date ? std::chrono::duration_cast<std::chrono::seconds>(date->time_since_epoch()).count() : -1;
}

}  // namespace

TEST_CASE("A server's date is read") {
  CHECK(seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0);
  CHECK(seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777);
  CHECK(seconds("Tue, 29 Feb 2000 23:59:59 GMT") == 951868799);
  CHECK(seconds("Mon, 09 Jul 2018 08:00:00 GMT") == 1531123200);
  CHECK(seconds("Fri, 31 Dec 2100 23:59:60 GMT") == 4133980800);
  CHECK(seconds("Tue, 01 Mar 2011 00:00:00 GMT") == 1298937600);
}

TEST_CASE("What is no date of a server's is none") {
  for (const char* text :
       {"", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 06 anF 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, 06 Nov 9999 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT ", "Sun, -6 Nov 1994 08:49:37 GMT"}) {
    CAPTURE(text);
    CHECK(seconds(text) == -1);
  }
}
