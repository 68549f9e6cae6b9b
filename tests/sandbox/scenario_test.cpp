#include "scenario/scenario.hpp"

#include <set>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi::sandbox;
using snsuapi_test::contains;

namespace {

std::string problemOf(const std::string& json) {
  try {
    parseScenario(json);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

std::string withLine(const std::string& addresses, const std::string& ports) {
  return R"({"lines":[{"bandId":1,"addresses":")" + addresses + R"(","ports":")" + ports +
         R"(","carrier":"c","province":"p","uploadMbps":1,"downloadMbps":1}]})";
}

}  // namespace

TEST_CASE("Yuan are read and written to the fen, and nothing else is read") {
  CHECK(parseYuan("0") == 0);
  CHECK(parseYuan("12") == 1200);
  CHECK(parseYuan("12.5") == 1250);
  CHECK(parseYuan("12.05") == 1205);
  CHECK(parseYuan("999999999999.99") == 99999999999999);
  for (const char* text : {"", ".", "1.", ".5", "1.234", "-1", "+1", "1e3", " 1", "1 ", "1,000", "1000000000000"}) {
    CAPTURE(text);
    CHECK_FALSE(parseYuan(text));
  }
  CHECK(formatYuan(0) == "0.00");
  CHECK(formatYuan(5) == "0.05");
  CHECK(formatYuan(1250) == "12.50");
  CHECK(formatYuan(-105) == "-1.05");
}

TEST_CASE("A block of addresses holds those between its first and its last") {
  const auto block = AddressRange::parse("198.51.100.64/26");
  REQUIRE(block);
  CHECK(block->size() == 64);
  CHECK(block->indexOf(*parseAddress("198.51.100.64")) == 0);
  CHECK(block->indexOf(*parseAddress("198.51.100.127")) == 63);
  CHECK_FALSE(block->indexOf(*parseAddress("198.51.100.128")));
  CHECK_FALSE(block->indexOf(*parseAddress("198.51.100.63")));
  CHECK_FALSE(block->indexOf(*parseAddress("198.51.101.64")));
  const auto six = AddressRange::parse("2001:db8::100/120");
  REQUIRE(six);
  CHECK(six->indexOf(*parseAddress("2001:db8::1ff")) == 255);
  CHECK_FALSE(six->indexOf(*parseAddress("2001:db8:1::1ff")));
  CHECK(AddressRange::parse("203.0.113.7")->size() == 1);
  // The address of an IPv4 client, as a socket for both kinds writes it.
  CHECK(AddressRange::parse("203.0.113.7")->indexOf(*parseAddress("::ffff:203.0.113.7")) == 0);
  for (const char* text : {"", "x", "203.0.113.7/", "203.0.113.7/x", "203.0.113.7/33", "203.0.113.7/24", "10.0.0.0/7",
                           "2001:db8::/64", "2001:db8::/129", "203.0.113.7/-1"}) {
    CAPTURE(text);
    CHECK_FALSE(AddressRange::parse(text));
  }
}

TEST_CASE("The built-in scenario is one that can be read, and is what an empty one means") {
  const Scenario builtIn = parseScenario(defaultScenarioText());
  const Scenario empty = parseScenario("{}");
  for (const Scenario& scenario : {builtIn, empty}) {
    CHECK(scenario.accounts.front().accessKeyId == "testid");
    CHECK(scenario.lines.size() == 7);
    CHECK(scenario.offers.size() == 8);
    CHECK(scenario.line("203.0.113.7", 50123)->bandId == 1000001);
    CHECK_FALSE(scenario.line("203.0.113.7", 50124));
    CHECK_FALSE(scenario.line("no address", 50123));
    CHECK(scenario.line("100.64.1.2", 1)->bandId == 2000258);
    CHECK(scenario.line(2000258)->province == "浙江");
    CHECK_FALSE(scenario.line(2000000 + 65536));
    CHECK_FALSE(scenario.line(1999999));
  }
}

TEST_CASE("What a scenario gives takes the place of the built-in; what it leaves out stays") {
  const Scenario scenario = parseScenario(R"({
    "rules": {"precheckValidSeconds": 5, "codes": {"noLivePack": "isv.NO_PACK"}},
    "accounts": [{"accessKeyId": "a", "accessKeySecret": "b", "balanceYuan": "1.50", "requestsPerSecond": 7,
                  "deniedActions": ["BandOfferOrder"]}]})");
  CHECK(scenario.rules.precheckValid.count() == 5);
  CHECK(scenario.rules.longestUse.count() == 4 * 60 * 60);
  CHECK(scenario.rules.codes.at("noLivePack") == "isv.NO_PACK");
  CHECK(scenario.rules.codes.at("alreadyRunning") == "isv.INVALID_PARAMETERS");
  REQUIRE(scenario.accounts.size() == 1);
  CHECK(scenario.accounts[0].initialBalance == 150);
  CHECK(scenario.accounts[0].requestsPerSecond == 7);
  CHECK(scenario.lines.size() == 7);
}

TEST_CASE("What is wrong with a scenario is told with its place") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "not JSON"},
      {"[]", "must be a JSON object"},
      {R"({"acounts": []})", "acounts: is not known here; known are accounts"},
      {R"({"accounts": []})", "accounts: must not be empty"},
      {R"({"accounts": [{"accessKeyId": "a"}]})", "accounts[0].accessKeySecret: is missing"},
      {R"({"accounts": [{"accessKeyId": "", "accessKeySecret": "b", "balanceYuan": "1"}]})", "accounts[0].accessKeyId"},
      {R"({"accounts": [{"accessKeyId": "a", "accessKeySecret": "b", "balanceYuan": 1.5}]})",
       "accounts[0].balanceYuan: must be a string"},
      {R"({"accounts": [{"accessKeyId": "a", "accessKeySecret": "b", "balanceYuan": "1.555"}]})", "\"12.50\""},
      {R"({"accounts": [{"accessKeyId": "a", "accessKeySecret": "b", "balanceYuan": "1", "requestsPerSecond": -1}]})",
       "accounts[0].requestsPerSecond: must be a whole number from 0"},
      {R"({"accounts": [{"accessKeyId": "a", "accessKeySecret": "b", "balanceYuan": "1"},
                        {"accessKeyId": "a", "accessKeySecret": "c", "balanceYuan": "1"}]})",
       "a is there twice"},
      {R"({"accounts": [{"accessKeyId": "a", "accessKeySecret": "b", "balanceYuan": "1", "activated": "yes"}]})",
       "accounts[0].activated: must be true or false"},
      {R"({"accounts": [{"accessKeyId": "a", "accessKeySecret": "b", "balanceYuan": "1", "stsTokens":
          [{"accessKeyId": "c", "accessKeySecret": "d", "securityToken": "e", "expiresAt": "soon"}]}]})",
       "accounts[0].stsTokens[0].expiresAt"},
      {R"({"rules": {"precheckValidSeconds": 0}})", "rules.precheckValidSeconds: must be a whole number from 1"},
      {R"({"rules": {"precheckValidSeconds": 1.5}})", "rules.precheckValidSeconds: must be a whole number"},
      {R"({"rules": {"precheckValidSeconds": 18446744073709551615}})", "rules.precheckValidSeconds"},
      {R"({"rules": {"codes": {"nolivepack": "x"}}})", "rules.codes.nolivepack: is not known here"},
      {R"({"rules": {"codes": {"noLivePack": ""}}})", "rules.codes.noLivePack: must not be empty"},
      {withLine("203.0.113.7/8", "1"), "lines[0].addresses"},
      {withLine("203.0.113.7", "0"), "lines[0].ports"},
      {withLine("203.0.113.7", "9-8"), "lines[0].ports"},
      {withLine("203.0.113.7", "1-65536"), "lines[0].ports"},
      {withLine("203.0.113.7", "http"), "lines[0].ports"},
      {R"({"offers": [{"offerId": 1, "direction": "up", "bandwidthMbps": 1, "pack": "hour"}]})", "offers[0].direction"},
      {R"({"offers": [{"offerId": 1, "direction": "UP", "bandwidthMbps": 1, "pack": "week"}]})", "offers[0].pack"},
      {R"({"offers": [{"offerId": 1, "direction": "UP", "bandwidthMbps": 1, "pack": "hour"},
                      {"offerId": 1, "direction": "UP", "bandwidthMbps": 2, "pack": "hour"}]})",
       "offers: an offerId is there twice"},
      {R"({"prices": [{"direction": "UP", "pack": "hour", "tiers": [{"from": 0, "yuan": "1"}]}]})",
       "prices: there is none for DOWN hour"},
      {R"({"prices": [{"direction": "UP", "pack": "hour", "tiers": [{"from": 1, "yuan": "1"}]}]})", "prices[0].tiers"},
      {R"({"prices": [{"direction": "UP", "pack": "hour", "tiers": [{"from": 0, "yuan": "1"},
          {"from": 5, "yuan": "1.01"}]}]})",
       "never rise in \"yuan\""},
      {R"({"coverage": [{"carrier": "c", "rates": [], "provinces": []}]})", "coverage[0].rates"},
      {R"({"coverage": [{"carrier": "c", "rates": [{"direction": "UP", "bandwidthMbps": 1}], "provinces": [1]}]})",
       "coverage[0].provinces: must hold strings only"},
  };
  for (const auto& [json, problem] : cases) {
    CAPTURE(json, problemOf(json));
    CHECK(contains(problemOf(json), problem));
  }
}

TEST_CASE("Lines that could be taken for one another are refused") {
  const auto two = [](const char* addresses, const char* ports, const char* bandId) {
    return std::string(R"({"lines":[{"bandId":10,"addresses":"198.51.100.0/30","ports":"100-200","carrier":"c",)"
                       R"("province":"p","uploadMbps":1,"downloadMbps":1},{"bandId":)") +
           bandId + R"(,"addresses":")" + addresses + R"(","ports":")" + ports +
           R"(","carrier":"c","province":"p","uploadMbps":1,"downloadMbps":1}]})";
  };
  CHECK(contains(problemOf(two("198.51.100.3", "200", "20")), "lines[0] and lines[1]"));
  CHECK(contains(problemOf(two("198.51.100.0/29", "1-100", "20")), "lines[0] and lines[1]"));
  CHECK(contains(problemOf(two("198.51.100.9", "200", "13")), "BandId in common"));
  CHECK(problemOf(two("198.51.100.3", "201", "20")).empty());
  CHECK(problemOf(two("198.51.100.4", "200", "14")).empty());
}

TEST_CASE("Offers follow the coverage table, above the line's present rates only") {
  const Scenario scenario = parseScenario("{}");
  const auto ratesFor = [&scenario](const char* province, int up, int down, const char* carrier = "中国电信") {
    std::multiset<std::pair<bool, int>> rates;
    for (const Offer& offer : scenario.offersFor({1, carrier, province, up, down})) {
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
  CHECK(ratesFor("浙江", 5, 50, "中国联通").empty());
  CHECK(ratesFor("浙江", 10, 100) == Rates{{false, 200}, {false, 200}, {true, 20}, {true, 20}});
  CHECK(ratesFor("浙江", 20, 200).empty());
  // Guide, 1.5: 27 provinces, at the higher rates all but 云南.
  CHECK(scenario.coverage.at(0).provinces.size() == 27);
  CHECK(scenario.coverage.at(1).provinces.size() == 26);
}

TEST_CASE("Prices follow the guide's table at both ends of each tier") {
  const Scenario scenario = parseScenario("{}");
  struct Row {
    Direction direction;
    PackKind kind;
    std::int64_t quantity;
    Fen price;
  };
  const Row rows[] = {{Direction::Down, PackKind::Hour, 0, 100},      {Direction::Down, PackKind::Hour, 99999, 100},
                      {Direction::Down, PackKind::Hour, 100000, 80},  {Direction::Down, PackKind::Hour, 199999, 80},
                      {Direction::Down, PackKind::Hour, 200000, 70},  {Direction::Down, PackKind::Day, 0, 1500},
                      {Direction::Down, PackKind::Day, 99999, 1500},  {Direction::Down, PackKind::Day, 100000, 1100},
                      {Direction::Down, PackKind::Day, 199999, 1100}, {Direction::Down, PackKind::Day, 200000, 650},
                      {Direction::Up, PackKind::Hour, 2999, 150},     {Direction::Up, PackKind::Hour, 3000, 140},
                      {Direction::Up, PackKind::Hour, 4999, 140},     {Direction::Up, PackKind::Hour, 5000, 130},
                      {Direction::Up, PackKind::Hour, 19999, 130},    {Direction::Up, PackKind::Hour, 20000, 120},
                      {Direction::Up, PackKind::Hour, 49999, 120},    {Direction::Up, PackKind::Hour, 50000, 100},
                      {Direction::Up, PackKind::Day, 2999, 3300},     {Direction::Up, PackKind::Day, 3000, 3000},
                      {Direction::Up, PackKind::Day, 4999, 3000},     {Direction::Up, PackKind::Day, 5000, 2800},
                      {Direction::Up, PackKind::Day, 19999, 2800},    {Direction::Up, PackKind::Day, 20000, 2200},
                      {Direction::Up, PackKind::Day, 49999, 2200},    {Direction::Up, PackKind::Day, 50000, 1500}};
  for (const Row& row : rows) {
    CAPTURE(row.quantity, wireName(row.direction), packName(row.kind));
    CHECK(scenario.price(row.direction, row.kind, row.quantity) == row.price);
  }
}
