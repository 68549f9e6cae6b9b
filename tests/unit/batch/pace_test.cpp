#include "batch/pace.hpp"

#include <cmath>

#include "support/catch.hpp"

using snsuapi::internal::Pace;
using std::chrono::milliseconds;

namespace {

const Pace::Clock::time_point kStart{std::chrono::hours(1000)};

// How many calls begin within the time when each begins as soon as it may.
int startsWithin(Pace& pace, Pace::Clock::time_point from, milliseconds time) {
  int count = 0;
  for (auto now = from; now < from + time; now += milliseconds(1)) {
    for (; pace.nextStart() <= now; ++count) pace.started(now);
  }
  return count;
}

}  // namespace

TEST_CASE("Calls begin as often as was asked for, also when the timer is late") {
  Pace pace(100);
  const int count = startsWithin(pace, kStart, milliseconds(10000));
  CHECK(count >= 998);
  CHECK(count <= 1003);
  Pace slow(0.5);
  CHECK(startsWithin(slow, kStart, milliseconds(10000)) == 5);
}

TEST_CASE("A pause is not made up for") {
  Pace pace(100);
  pace.started(kStart);
  CHECK(startsWithin(pace, kStart + std::chrono::hours(1), milliseconds(1000)) <= 103);
}

TEST_CASE("Without a limit nothing is held back, until a call is refused as too fast") {
  Pace pace(0);
  CHECK(std::isinf(pace.rate()));
  for (int i = 0; i < 100; ++i) pace.started(kStart + milliseconds(i));
  CHECK(pace.nextStart() <= kStart);
  pace.throttled(kStart + milliseconds(50), kStart + milliseconds(100));
  CHECK(pace.rate() == Approx(700));  // 100 in 0.1 s were too many
}

TEST_CASE("What was under way when it was slowed down does not slow it down again") {
  Pace pace(1000);
  for (int i = 0; i < 100; ++i) pace.started(kStart + milliseconds(i));
  pace.throttled(kStart, kStart + milliseconds(100));
  const double rate = pace.rate();
  for (int i = 0; i < 100; ++i) pace.throttled(kStart + milliseconds(i), kStart + milliseconds(101));
  CHECK(pace.rate() == rate);
  pace.throttled(kStart + milliseconds(102), kStart + milliseconds(103));
  CHECK(pace.rate() == rate);
  pace.throttled(kStart + milliseconds(102), kStart + milliseconds(301));
  CHECK(pace.rate() < rate);
}

TEST_CASE("It does not come to a standstill, and recovers up to what was asked for") {
  for (const double limit : {0.0, 200.0}) {
    Pace pace(limit);
    pace.started(kStart);
    auto now = kStart;
    for (int i = 0; i < 200; ++i, now += milliseconds(200)) pace.throttled(now, now);
    CHECK(pace.rate() >= 0.1);
    CHECK(pace.rate() < 1);
    for (int i = 0; i < 200; ++i, now += milliseconds(500)) pace.answered(now);
    CHECK((limit == 0 ? std::isinf(pace.rate()) : pace.rate() == limit));
  }
}
