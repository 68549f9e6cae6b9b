#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "gateway/rpc_signature.hpp"
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
