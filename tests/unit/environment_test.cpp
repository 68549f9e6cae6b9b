#include "environment.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <snsuapi/client_profile.hpp>
#include <string>

#include "support/catch.hpp"

using snsuapi::internal::Timestamp;
using TimePoint = std::chrono::system_clock::time_point;

namespace {

std::string at(std::int64_t seconds) { return std::string(Timestamp(TimePoint(std::chrono::seconds(seconds))).text()); }

}  // namespace

TEST_CASE("Timestamps are UTC, yyyy-MM-ddTHH:mm:ssZ") {
  CHECK(at(0) == "1970-01-01T00:00:00Z");
  CHECK(at(1531123200) == "2018-07-09T08:00:00Z");
  CHECK(at(1531180799) == "2018-07-09T23:59:59Z");
  CHECK(at(1531180800) == "2018-07-10T00:00:00Z");
}

TEST_CASE("Leap days are where the Gregorian calendar has them") {
  CHECK(at(951782400) == "2000-02-29T00:00:00Z");
  CHECK(at(951868800) == "2000-03-01T00:00:00Z");
  CHECK(at(1582934400) == "2020-02-29T00:00:00Z");
  CHECK(at(1614556800) == "2021-03-01T00:00:00Z");
  CHECK(at(1614556799) == "2021-02-28T23:59:59Z");
  CHECK(at(4107542399) == "2100-02-28T23:59:59Z");
  CHECK(at(4107542400) == "2100-03-01T00:00:00Z");
  CHECK(at(1735689599) == "2024-12-31T23:59:59Z");
}

TEST_CASE("Times beyond 32 bits are told") {
  CHECK(at(2147483647) == "2038-01-19T03:14:07Z");
  CHECK(at(2147483648) == "2038-01-19T03:14:08Z");
  CHECK(at(4294967296) == "2106-02-07T06:28:16Z");
}

TEST_CASE("Times before 1970 are told") {
  CHECK(at(-1) == "1969-12-31T23:59:59Z");
  CHECK(at(-86400) == "1969-12-31T00:00:00Z");
  CHECK(at(-86401) == "1969-12-30T23:59:59Z");
  CHECK(at(-2203891200) == "1900-03-01T00:00:00Z");
  CHECK(at(-2203891201) == "1900-02-28T23:59:59Z");
}

TEST_CASE("Parts of a second are dropped, before 1970 too") {
  using std::chrono::milliseconds;
  CHECK(Timestamp(TimePoint(milliseconds(1999))).text() == "1970-01-01T00:00:01Z");
  CHECK(Timestamp(TimePoint(milliseconds(-1))).text() == "1969-12-31T23:59:59Z");
  CHECK(Timestamp(TimePoint(milliseconds(-1001))).text() == "1969-12-31T23:59:58Z");
}

TEST_CASE("The clock's first and last moments are told without overflow") {
  // The standard library's clock counts nanoseconds in 64 bits: 1677 to 2262.
  CHECK(Timestamp(TimePoint::max()).text().size() == 20);
  CHECK(Timestamp(TimePoint::min()).text().size() == 20);
  if (TimePoint::period::den == 1000000000) {
    CHECK(Timestamp(TimePoint::max()).text() == "2262-04-11T23:47:16Z");
    CHECK(Timestamp(TimePoint::min()).text() == "1677-09-21T00:12:43Z");
  }
}

TEST_CASE("An environment that overrides nothing is the system's") {
  snsuapi::Environment environment;
  const TimePoint before = std::chrono::system_clock::now();
  const TimePoint now = environment.now();
  CHECK(now >= before);
  CHECK(now <= std::chrono::system_clock::now());
  CHECK(environment.nonce().size() == 36);
  environment.wait(std::chrono::milliseconds(0));
}

TEST_CASE("What is overridden counts, the rest stays the system's") {
  class Mine final : public snsuapi::Environment {
    std::string nonce() override { return "mine"; }
  };
  const auto mine = std::make_shared<Mine>();
  snsuapi::Environment& environment = *mine;
  CHECK(environment.nonce() == "mine");
  CHECK(environment.now() > TimePoint(std::chrono::hours(1)));
}

TEST_CASE("Two environments' nonces are not the same") {
  snsuapi::Environment one;
  snsuapi::Environment other;
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    seen.insert(one.nonce());
    seen.insert(other.nonce());
  }
  CHECK(seen.size() == 200);
}
