#include "time/date.hpp"

#include "support/catch.hpp"

using snsuapi::tools::civilFromDays;
using snsuapi::tools::daysFromCivil;

TEST_CASE("Days and dates convert into each other over eight hundred years") {
  for (std::int64_t days = daysFromCivil({1600, 1, 1}); days < daysFromCivil({2400, 1, 1}); ++days) {
    if (daysFromCivil(civilFromDays(days)) != days) FAIL("day " << days << " does not come back");
  }
  CHECK(daysFromCivil({1970, 1, 1}) == 0);
  CHECK(daysFromCivil({2018, 7, 9}) == 17721);
}
