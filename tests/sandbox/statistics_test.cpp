#include "sandbox/sandbox_client.hpp"

// The service's console shows days, and a detail list (the guide's 3.3).

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("Starts and refused starts are counted by the day in China on which they were tried") {
  SandboxClient sandbox;  // 9 July, 16:00
  CHECK_FALSE(sandbox.refusal(startRequest()).empty());
  sandbox.order(Direction::Up, 20, true);
  for (int i = 0; i < 2; ++i) {
    sandbox.get(startRequest());
    sandbox.advance(minutes(8) + seconds(59));
    sandbox.get(stopRequest());
  }
  sandbox.advance(hours(8));  // past midnight
  sandbox.get(startRequest());
  CHECK_FALSE(sandbox.refusal(startRequest()).empty());

  const auto statistics = sandbox.control("GET", "/_sandbox/statistics");
  CHECK(statistics.at("from") == "2018-07-01");
  CHECK(statistics.at("to") == "2018-07-10");
  REQUIRE(statistics.at("days").size() == 10);
  CHECK(statistics.at("days")[0] ==
        nlohmann::json{
            {"date", "2018-07-10"}, {"speedUps", 2}, {"succeeded", 1}, {"failed", 1}, {"successRate", "50.00%"}});
  CHECK(statistics.at("days")[1].at("speedUps") == 3);
  CHECK(statistics.at("days")[1].at("successRate") == "66.67%");
  CHECK(statistics.at("days")[2].at("successRate") == "100.00%");  // of none, as the service's console has it
  CHECK(statistics.at("total").at("speedUps") == 5);

  const auto details = sandbox.control("GET", "/_sandbox/details").at("details");
  REQUIRE(details.size() == 5);
  CHECK(contains(details[0].at("failureReason"), "正在使用"));
  CHECK(details[0].at("minutes").is_null());
  CHECK(details[1].at("minutes").is_null());  // runs
  CHECK(details[1].at("result") == "success");
  CHECK(details[2] == nlohmann::json{{"date", "2018-07-09"},
                                     {"accessKeyId", "testid"},
                                     {"direction", "UP"},
                                     {"bandwidthMbps", 20},
                                     {"startedAt", "2018-07-09 16:08:59"},
                                     {"result", "success"},
                                     {"minutes", 8},
                                     {"failureReason", ""}});
  CHECK(details[4].at("result") == "failure");
}

TEST_CASE("A use that nobody stopped counts four hours") {
  SandboxClient sandbox;
  sandbox.order(Direction::Up, 20, true);
  sandbox.get(startRequest());
  sandbox.advance(hours(24));
  CHECK(sandbox.control("GET", "/_sandbox/details").at("details")[0].at("minutes") == 240);
}

TEST_CASE("A span of days may be chosen, of at most 31, and an account") {
  SandboxClient sandbox;
  sandbox.order(Direction::Up, 20, true);
  sandbox.get(startRequest());
  CHECK_FALSE(sandbox.clientOf("poor", "poorsecret").execute(startRequest()));
  const auto speedUpsIn = [&sandbox](const std::string& query) {
    return sandbox.control("GET", "/_sandbox/statistics?" + query).at("total").at("speedUps").get<int>();
  };
  CHECK(speedUpsIn("from=2018-07-09&to=2018-07-09") == 2);
  CHECK(speedUpsIn("from=2018-07-09&to=2018-07-09&accessKeyId=poor") == 1);
  CHECK(speedUpsIn("from=2018-07-10&to=2018-08-09") == 0);
  CHECK(speedUpsIn("from=2018-06-08&to=2018-07-08") == 0);
  for (const char* query : {"from=2018-07-09", "to=2018-07-09", "from=2018-07-09&to=2018-07-08", "from=x&to=2018-07-09",
                            "from=2018-07-01&to=2018-08-01", "from=2018-02-30&to=2018-03-01"}) {
    CAPTURE(query);
    const auto refused = sandbox.control("GET", std::string("/_sandbox/statistics?") + query);
    CHECK(refused.at("_status") == 400);
    CHECK(contains(refused.at("error"), "from"));
  }
}

TEST_CASE("The detail list is a file for spreadsheets, in English or Chinese") {
  SandboxClient sandbox;
  CHECK_FALSE(sandbox.refusal(startRequest()).empty());
  sandbox.order(Direction::Up, 20, true);
  sandbox.get(startRequest());
  const auto csv = [&sandbox](const std::string& query) {
    return rawExchange(sandbox.endpoint(), "GET /_sandbox/details.csv?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n");
  };
  const RawAnswer english = csv("");
  CHECK(contains(english.head, "Content-Type: text/csv"));
  CHECK(contains(english.head, "filename=\"speed-ups-2018-07-01-2018-07-09.csv\""));
  CHECK(english.body ==
        "\xef\xbb\xbf"
        "Date,Account,Direction,Target Mbps,Started (China),Result,Minutes,Failure reason\r\n"
        "2018-07-09,testid,up,20,2018-07-09 16:00:00,success,,\r\n"
        "2018-07-09,testid,up,20,2018-07-09 16:00:00,failure,,参数异常: no live pack of 20 Mbps UP for this line; "
        "order one "
        "first\r\n");
  CHECK(contains(csv("language=zh").body, "2018-07-09,testid,上行加速,20,2018-07-09 16:00:00,成功,,\r\n"));
}

TEST_CASE("What a spreadsheet would take for a formula, and what holds its separators, is quoted") {
  SandboxClient sandbox(SandboxClient::scenario(
      R"({"accounts":[{"accessKeyId":"=1+1,\"x\"","accessKeySecret":"s","balanceYuan":"1"}]})"));
  CHECK_FALSE(sandbox.clientOf("=1+1,\"x\"", "s").execute(startRequest()));
  const RawAnswer csv = rawExchange(sandbox.endpoint(), "GET /_sandbox/details.csv HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(contains(csv.body, R"(2018-07-09,"'=1+1,""x""",up)"));
}
