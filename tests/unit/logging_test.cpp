#include <snsuapi/logging.hpp>

#include <memory>
#include <mutex>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing::MockTransport;

namespace {

class Lines final : public LogSink {
 public:
  void write(LogLevel level, std::string_view line) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    levels.push_back(level);
    lines.emplace_back(line);
  }
  std::vector<LogLevel> levels;
  std::vector<std::string> lines;

 private:
  std::mutex mutex_;
};

const Error kLost(ErrorKind::Transport, "SDK.ServerUnreachable", "scripted", Delivery::Unknown);

struct Logged {
  explicit Logged(LogLevel least = LogLevel::Debug) { profile.observer = std::make_shared<LogObserver>(lines, least); }
  const std::shared_ptr<Lines> lines = std::make_shared<Lines>();
  const std::shared_ptr<MockTransport> mock = std::make_shared<MockTransport>();
  ClientProfile profile = testProfile();
};

AttemptRecord record() {
  AttemptRecord record;
  record.action = "BandPrecheck";
  record.origin = "https://snsuapi.aliyuncs.com";
  record.timings = {microseconds(1000), microseconds(12149), microseconds(0), microseconds(30950), microseconds(31400)};
  record.code = "OK";
  record.httpStatus = 200;
  record.requestId = "r-1";
  return record;
}

std::string lineOf(const AttemptRecord& record) {
  const auto lines = std::make_shared<Lines>();
  LogObserver(lines).onAttempt(record);
  return lines->lines.at(0);
}

}  // namespace

TEST_CASE("A line tells an attempt's action, outcome and timings") {
  CHECK(lineOf(record()) ==
        "BandPrecheck to https://snsuapi.aliyuncs.com, attempt 1: OK, HTTP 200, RequestId r-1, 31.4 ms "
        "(connected after 12.1 ms, first byte after 31.0 ms)");
  AttemptRecord failed = record();
  failed.attempt = 2;
  failed.code = "SDK.ReadTimeout";
  failed.kind = ErrorKind::Transport;
  failed.delivery = Delivery::Unknown;
  failed.httpStatus = 0;
  failed.requestId = {};
  failed.pauseBeforeNext = milliseconds(150);
  CHECK(lineOf(failed) ==
        "BandPrecheck to https://snsuapi.aliyuncs.com, attempt 2: SDK.ReadTimeout, delivery Unknown, 31.4 ms "
        "(connected after 12.1 ms, first byte after 31.0 ms); again in 150.0 ms");
}

TEST_CASE("What a server says can't begin a line of its own") {
  AttemptRecord hostile = record();
  hostile.code = "A\r\nB";
  hostile.requestId = std::string_view("x\0y\x1b[31m", 8);
  CHECK(lineOf(hostile).find_first_of(std::string("\r\n\0\x1b", 4)) == std::string::npos);
}

TEST_CASE("Each attempt is logged once, with the level that its outcome has") {
  Logged scene;
  scene.mock->enqueueError(kLost);
  scene.mock->enqueueJson(200, kPrecheckBody);
  scene.mock->enqueueJson(200, R"({"RequestId":"r-9","Code":"isv.BAND_CHECK_EXPIRE"})");
  const AcsClient client(scene.profile, scene.mock);
  CallOptions options;
  options.retry = 1;
  CHECK(client.execute(precheckRequest(), options));
  CHECK_FALSE(client.submit(orderRequest(), options).get());
  CHECK(scene.lines->levels == std::vector<LogLevel>{LogLevel::Warning, LogLevel::Debug, LogLevel::Error});
  CHECK(contains(scene.lines->lines[0], "attempt 1: SDK.ServerUnreachable, delivery Unknown"));
  CHECK(contains(scene.lines->lines[0], "; again in "));
  CHECK(contains(scene.lines->lines[1], "attempt 2: OK, HTTP 200, RequestId r-1"));
  CHECK(contains(scene.lines->lines[2], "BandOfferOrder"));
  CHECK(contains(scene.lines->lines[2], "isv.BAND_CHECK_EXPIRE, HTTP 200, delivery Answered, RequestId r-9"));
}

TEST_CASE("What is below the least level is not logged, and without a sink nothing is") {
  Logged scene(LogLevel::Error);
  scene.mock->enqueueJson(200, kPrecheckBody);
  scene.mock->enqueueError(kLost);
  const AcsClient client(scene.profile, scene.mock);
  CHECK(client.execute(precheckRequest()));
  CHECK_FALSE(client.execute(precheckRequest()));
  CHECK(scene.lines->levels == std::vector<LogLevel>{LogLevel::Error});
  LogObserver(nullptr).onAttempt(record());
}

TEST_CASE("A call that was not attempted is not logged") {
  Logged scene;
  const AcsClient client(scene.profile, scene.mock);
  CHECK_FALSE(client.execute(precheckRequest().setPort(0)));
  CHECK(scene.lines->lines.empty());
}

TEST_CASE("No line holds what a request was signed with, its parameters or its body") {
  Logged scene;
  scene.profile.credentials =
      std::make_shared<StaticCredentialsProvider>("LTAI-of-the-test", "secret-of-the-test", "token-of-the-test");
  scene.mock->enqueueJson(
      400, R"({"RequestId":"LTAI-of-the-test","Code":"token-of-the-test","Message":"secret-of-the-test"})");
  scene.mock->enqueueJson(200, kPrecheckBody);
  const AcsClient client(scene.profile, scene.mock);
  CHECK_FALSE(client.execute(precheckRequest()));
  CHECK(client.execute(precheckRequest()));
  REQUIRE(scene.lines->lines.size() == 2);
  for (const std::string& line : scene.lines->lines) {
    for (const char* secret : {"LTAI", "secret-of", "token-of", "203.0.113.7", "Signature", "BandOfferList"}) {
      CHECK_FALSE(contains(line, secret));
    }
  }
}
