#include "sandbox/sandbox_client.hpp"

// Prices are frozen when an order is placed, and settled when the month ends in China (the guide's 2.1).

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::hours;
using std::chrono::seconds;
using Books = std::vector<std::string>;

namespace {

// From the tests' 9 July, 16:00 in China, to 1 August, 00:00.
constexpr hours kToMonthsEnd{24 * 22 + 8};

const char* const kLowTiers = R"({
  "accounts": [{"accessKeyId": "testid", "accessKeySecret": "testsecret", "balanceYuan": "100.00"}],
  "prices": [
    {"direction": "UP", "pack": "day", "tiers": [{"from": 0, "yuan": "10.00"}, {"from": 2, "yuan": "7.50"},
                                                 {"from": 4, "yuan": "5.01"}]},
    {"direction": "UP", "pack": "hour", "tiers": [{"from": 0, "yuan": "1.00"}]},
    {"direction": "DOWN", "pack": "day", "tiers": [{"from": 0, "yuan": "3.33"}]},
    {"direction": "DOWN", "pack": "hour", "tiers": [{"from": 0, "yuan": "2.00"}, {"from": 1, "yuan": "1.00"}]}]})";

}  // namespace

TEST_CASE("An order freezes the price of the tier that the month's orders have reached") {
  SandboxClient sandbox(SandboxClient::scenario(kLowTiers));
  CHECK(sandbox.books() == Books{"100.00", "0.00", "0.00"});
  sandbox.order(Direction::Up, 20, true);
  sandbox.order(Direction::Up, 10, true);  // rates of one direction and pack are one tier
  CHECK(sandbox.books() == Books{"80.00", "20.00", "0.00"});
  sandbox.order(Direction::Up, 20, true);
  CHECK(sandbox.books() == Books{"72.50", "27.50", "0.00"});
  sandbox.order(Direction::Down, 200, true);
  CHECK(sandbox.books() == Books{"69.17", "30.83", "0.00"});
}

TEST_CASE("At month's end all orders of a tier are charged the tier reached, and the rest is released") {
  SandboxClient sandbox(SandboxClient::scenario(kLowTiers));
  for (int i = 0; i < 4; ++i) sandbox.order(Direction::Up, 20, true);
  sandbox.order(Direction::Down, 100, false);
  CHECK(sandbox.books() == Books{"63.00", "37.00", "0.00"});
  sandbox.advance(kToMonthsEnd - seconds(1));
  CHECK(sandbox.books() == Books{"63.00", "37.00", "0.00"});
  sandbox.advance(seconds(1));
  // 4 at 5.01, and 1 hour pack at 1.00, since it was the first that reached that tier.
  CHECK(sandbox.books() == Books{"78.96", "0.00", "21.04"});
  const auto orders = sandbox.control("GET", "/_sandbox/orders").at("orders");
  CHECK(orders.at(0).at("chargedYuan") == "1.00");
  CHECK(orders.at(1).at("chargedYuan") == "5.01");
  CHECK(orders.at(4).at("frozenYuan") == "10.00");
  // The next month counts from the start.
  sandbox.order(Direction::Up, 20, true);
  CHECK(sandbox.books() == Books{"68.96", "10.00", "21.04"});
}

TEST_CASE("Months that nobody looked at are settled one by one") {
  SandboxClient sandbox(SandboxClient::scenario(kLowTiers));
  sandbox.order(Direction::Up, 20, true);
  sandbox.control("POST", "/_sandbox/clock", {{"advanceSeconds", 31 * 24 * 60 * 60}});
  sandbox.order(Direction::Up, 20, true);
  sandbox.control("POST", "/_sandbox/clock", {{"advanceSeconds", 400 * 24 * 60 * 60}});
  CHECK(sandbox.books() == Books{"80.00", "0.00", "20.00"});
}

TEST_CASE("The guide's price list is what a year's orders cost") {
  SandboxClient sandbox;
  // 3,000 at 33 yuan, then 30 until the balance of 100,000 ends.
  sandbox.get(precheckRequest());
  constexpr int kAffordable = 3033;
  for (int i = 1; i <= kAffordable; ++i) {
    if (sandbox.get(orderRequest()).getResultModule().getLxOrderId() != i) FAIL("order " << i << " has another id");
  }
  CHECK_THROWS_AS(sandbox.get(orderRequest()), CreateOrderFailureException);
  CHECK(sandbox.books() == Books{"10.00", "99990.00", "0.00"});
  sandbox.advance(kToMonthsEnd);
  CHECK(sandbox.books() == Books{"9010.00", "0.00", "90990.00"});  // all at 30
}
