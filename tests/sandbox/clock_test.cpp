#include "sandbox/sandbox_client.hpp"

// The service's time can be moved apart from the clients'.

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;
using std::chrono::hours;
using std::chrono::seconds;

TEST_CASE("The service's time is moved on, and what is due comes to pass; signatures stay good") {
  SandboxClient sandbox;
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-09T08:00:00Z");
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("chinaTime") == "2018-07-09 16:00:00");
  sandbox.get(precheckRequest());
  sandbox.server().advance(seconds(1799));
  CHECK(sandbox.refusal(orderRequest()).empty());
  sandbox.server().advance(seconds(1));
  CHECK(sandbox.refusal(orderRequest()) == "isv.BAND_CHECK_EXPIRE");
  sandbox.get(startRequest());
  sandbox.server().advance(hours(4));
  CHECK_FALSE(sandbox.get(statusRequest()).getResultModule().getUploadTarget());
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-09T12:30:00Z");
  sandbox.advance(seconds(5));  // time runs on from where it was moved to
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-09T12:30:05Z");
}

TEST_CASE("The service's time is set, but not back behind what has happened") {
  SandboxClient sandbox;
  const auto set = [&sandbox](const char* time) { return sandbox.control("POST", "/_sandbox/clock", {{"set", time}}); };
  CHECK(set("2020-02-29T23:59:59Z").at("now") == "2020-02-29T23:59:59Z");
  CHECK(set("2018-07-31T15:00:00Z").at("now") == "2018-07-31T15:00:00Z");
  sandbox.order(Direction::Up, 20, true);
  const json refused = set("2018-07-31T14:59:59Z");
  CHECK(refused.at("_status") == 409);
  CHECK(contains(refused.at("error"), "2018-07-31T15:00:00Z"));
  CHECK(set("2018-07-31T16:00:00Z").at("chinaTime") == "2018-08-01 00:00:00");
  CHECK(sandbox.books() == std::vector<std::string>{"99967.00", "0.00", "33.00"});
  // A month that is settled is over.
  CHECK(set("2018-07-31T15:59:59Z").at("_status") == 409);
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-31T16:00:00Z");
  sandbox.control("POST", "/_sandbox/reset");
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-09T08:00:00Z");
}

TEST_CASE("When the machine's clock is set back, the service's time stands until it has caught up") {
  SandboxClient sandbox;
  sandbox.order(Direction::Up, 20, true);
  sandbox.advance(hours(24 * 22 + 8));  // the first moment of August
  CHECK(sandbox.books() == std::vector<std::string>{"99967.00", "0.00", "33.00"});
  sandbox.advance(-seconds(10));
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("chinaTime") == "2018-08-01 00:00:00");
  sandbox.order(Direction::Up, 20, true);  // not in July, which is settled
  sandbox.control("POST", "/_sandbox/clock", {{"set", "2018-08-31T16:00:00Z"}});
  CHECK(sandbox.books() == std::vector<std::string>{"99934.00", "0.00", "66.00"});
}

TEST_CASE("A time that can't be set is told") {
  SandboxClient sandbox;
  const json bodies[] = {json::object(),
                         {{"set", "now"}},
                         {{"set", 5}},
                         {{"set", "2018-07-31"}},
                         {{"set", "2250-01-01T00:00:00Z"}},
                         {{"set", "1969-12-31T23:59:59Z"}},
                         {{"advanceSeconds", -1}},
                         {{"advanceSeconds", 1.5}},
                         {{"advanceSeconds", 99999999999}},
                         {{"advanceSeconds", "60"}},
                         {{"advance", 60}},
                         {{"set", "2018-07-31T15:00:00Z"}, {"advanceSeconds", 1}},
                         json::array()};
  for (const json& body : bodies) {
    CAPTURE(body.dump());
    const json refused = sandbox.control("POST", "/_sandbox/clock", body);
    CHECK(refused.at("_status") == 400);
    CHECK_FALSE(refused.at("error").get<std::string>().empty());
  }
  CHECK(sandbox.control("GET", "/_sandbox/clock").at("now") == "2018-07-09T08:00:00Z");
}

TEST_CASE("With a seed, time stands and ids are the same each time; with another they differ") {
  const auto story = [](std::uint64_t seed) {
    sandbox::ServerOptions options;
    options.seed = seed;
    SandboxClient sandbox(options);
    std::vector<std::string> said;
    for (int life = 0; life < 2; ++life) {
      said.push_back(sandbox.get(precheckRequest()).getRequestId());
      said.push_back(sandbox.get(mobileStartRequest()).getResultModule());
      said.push_back(std::to_string(sandbox.order(Direction::Up, 20, true)));
      sandbox.advance(seconds(100));
      said.push_back(sandbox.control("GET", "/_sandbox/orders").dump());
      sandbox.control("POST", "/_sandbox/reset");
    }
    return said;
  };
  const auto one = story(1);
  CHECK(one == story(1));
  CHECK(std::equal(one.begin(), one.begin() + 4, one.begin() + 4));
  const auto two = story(2);
  CHECK(one[0] != two[0]);
  CHECK(one[1] != two[1]);
  CHECK(one[3] == two[3]);
  CHECK(contains(one[3], "\"orderedAt\":\"2018-07-09T00:00:00Z\""));
  CHECK(one[0].size() == 36);
}
