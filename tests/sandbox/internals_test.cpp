#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "civil.hpp"
#include "gateway/rpc_signature.hpp"
#include "gateway/timestamp.hpp"
#include "service/price_list.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace snsuapi::sandbox;

TEST_CASE("The sandbox's own implementation of the signature meets the golden vectors") {
  const nlohmann::json vectors = nlohmann::json::parse(snsuapi_test::readData("rpc_signatures.json"));
  REQUIRE(vectors.size() >= 12);
  for (const auto& vector : vectors) {
    CAPTURE(vector["name"].get<std::string>());
    const Parameters parameters = vector["params"].get<Parameters>();
    const std::string toSign = stringToSign(vector["method"].get<std::string>(), parameters);
    CHECK(toSign == vector["stringToSign"].get<std::string>());
    CHECK(signatureOf(toSign, vector["accessKeySecret"].get<std::string>()) == vector["signature"].get<std::string>());
  }
}

TEST_CASE("Days and dates convert into each other over eight hundred years") {
  for (std::int64_t days = daysFromCivil({1600, 1, 1}); days < daysFromCivil({2400, 1, 1}); ++days) {
    if (daysFromCivil(civilFromDays(days)) != days) FAIL("day " << days << " does not come back");
  }
  CHECK(daysFromCivil({1970, 1, 1}) == 0);
  CHECK(daysFromCivil({2018, 7, 9}) == 17721);
}

TEST_CASE("Timestamps are read as they are written, and nothing else passes") {
  const auto secondsOf = [](const char* text) -> std::int64_t {
    const auto time = parseTimestamp(text);
    return time ? std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count() : -1;
  };
  CHECK(secondsOf("2018-07-09T08:00:00Z") == 1531123200);
  CHECK(secondsOf("2020-02-29T23:59:59Z") == 1583020799);
  for (const char* text :
       {"", "2018-07-09T08:00:00", "2019-02-29T00:00:00Z", "2018-00-01T00:00:00Z", "2018-07-00T00:00:00Z",
        "2018-07-09T08:60:00Z", "2018-07-09T08:00:60Z", "2018-7-9T08:00:00Z", "+018-07-09T08:00:00Z"}) {
    CAPTURE(text);
    CHECK(secondsOf(text) == -1);
  }
}

TEST_CASE("Offers follow the coverage table, above the line's present rates only") {
  const auto ratesFor = [](const char* province, int up, int down) {
    std::multiset<std::pair<bool, int>> rates;
    for (const Offer& offer : offersFor({1, "203.0.113.7", 1, province, up, down})) {
      rates.insert({offer.direction == Direction::Up, offer.bandwidthMbps});
    }
    return rates;
  };
  using Rates = std::multiset<std::pair<bool, int>>;
  const Rates all = {{false, 100}, {false, 100}, {false, 200}, {false, 200},
                     {true, 10},   {true, 10},   {true, 20},   {true, 20}};
  CHECK(ratesFor("浙江", 5, 50) == all);
  CHECK(ratesFor("云南", 5, 50) == Rates{{false, 100}, {false, 100}, {true, 10}, {true, 10}});
  CHECK(ratesFor("广东", 5, 50).empty());
  CHECK(ratesFor("浙江", 10, 100) == Rates{{false, 200}, {false, 200}, {true, 20}, {true, 20}});
  CHECK(ratesFor("浙江", 20, 200).empty());
}
