#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// The device's clock stands at 2018-07-09T08:00:00Z, a second later at each look.

using namespace snsuapi;
using namespace snsuapi_test;
using testing::MockTransport;

namespace {

constexpr const char* kServerDate = "Sat, 14 Jul 2018 10:00:00 GMT";

HttpResponse refusal(const std::string& date) {
  HttpResponse answer;
  answer.status = 400;
  if (!date.empty()) answer.headers.add("Date", date);
  answer.body = R"({"RequestId":"r-1","Code":"InvalidTimeStamp.Expired","Message":"expired"})";
  return answer;
}

/// A client whose first timestamp is refused.
struct Refused {
  explicit Refused(const std::string& date, TimeSource source = TimeSource::ServerOverHttps,
                   const std::string& endpoint = "https://snsuapi.aliyuncs.com", int retries = 0) {
    mock->enqueueResponse(refusal(date));
    mock->enqueueJson(200, kPrecheckBody);
    ClientProfile profile = testProfile();
    profile.endpoint = endpoint;
    profile.timeSource = source;
    const AcsClient client(profile, mock);
    CallOptions options;
    options.retry = retries;
    first = client.execute(precheckRequest(), options).error();
    if (retries == 0) CHECK(client.execute(precheckRequest()));
  }
  std::string stamp(std::size_t request) const { return mock->requests().at(request).parameters.at("Timestamp"); }
  std::string secondDay() const { return stamp(1).substr(0, 10); }

  const std::shared_ptr<MockTransport> mock = std::make_shared<MockTransport>();
  Error first;
};

}  // namespace

TEST_CASE("When the service refuses a timestamp, its time is used from the next attempt on") {
  const Refused refused(kServerDate);
  CHECK(refused.first.code() == "InvalidTimeStamp.Expired");
  CHECK(refused.first.requestId() == "r-1");
  CHECK(refused.first.httpStatus() == 400);
  CHECK_FALSE(refused.first.mayHaveBeenCarriedOut());
  CHECK(contains(refused.first.message(), "439199 s behind the server's"));
  CHECK(refused.stamp(0) == "2018-07-09T08:00:00Z");
  CHECK(refused.stamp(1) == "2018-07-14T10:00:01Z");
}

TEST_CASE("A clock that is ahead is set back") {
  const Refused refused("Fri, 01 Jun 2018 00:00:00 GMT");
  CHECK(contains(refused.first.message(), "s ahead of the server's"));
  CHECK(refused.secondDay() == "2018-06-01");
}

TEST_CASE("A server's time is not taken from http, unless that was allowed, and never where it was forbidden") {
  const Refused overHttp(kServerDate, TimeSource::ServerOverHttps, "http://snsuapi.aliyuncs.com");
  CHECK(overHttp.secondDay() == "2018-07-09");
  CHECK(contains(overHttp.first.message(), "timeSource"));
  CHECK(Refused(kServerDate, TimeSource::ServerOverAny, "http://snsuapi.aliyuncs.com").secondDay() == "2018-07-14");
  CHECK(Refused(kServerDate, TimeSource::ThisDevice).secondDay() == "2018-07-09");
}

TEST_CASE("Without a date that can be read nothing is learned, and the refusal is told as it came") {
  for (const char* date : {"", "yesterday", "Sat, 14 Jul 1918 10:00:00 GMT", "Sat, 14 Jul 2299 10:00:00 GMT"}) {
    const Refused refused(date);
    CHECK(refused.secondDay() == "2018-07-09");
    CHECK(refused.first.message() == "expired");
  }
}

TEST_CASE("What was learned is forgotten when the device's clock is set") {
  class Set final : public Environment {
   public:
    std::chrono::system_clock::time_point now() override { return time; }
    std::chrono::system_clock::time_point time = kStartOfTime;
  };
  const auto environment = std::make_shared<Set>();
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueResponse(refusal(kServerDate));
  mock->enqueueJson(200, kPrecheckBody);
  mock->enqueueJson(200, kPrecheckBody);
  ClientProfile profile = testProfile();
  profile.environment = environment;
  const AcsClient client(profile, mock);
  CHECK_FALSE(client.execute(precheckRequest()));
  CHECK(client.execute(precheckRequest()));
  environment->time += std::chrono::hours(122);  // by NTP: it is right now
  CHECK(client.execute(precheckRequest()));
  CHECK(mock->requests().at(1).parameters.at("Timestamp") == "2018-07-14T10:00:00Z");
  CHECK(mock->requests().at(2).parameters.at("Timestamp") == "2018-07-14T10:00:00Z");
}

TEST_CASE("A transport's own error about a timestamp is told as it is") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(Error(ErrorKind::Service, "InvalidTimeStamp.Expired", "scripted", Delivery::Answered));
  const Error error = AcsClient(testProfile(), mock).execute(precheckRequest()).error();
  CHECK(error.code() == "InvalidTimeStamp.Expired");
  CHECK(error.message() == "scripted");
}

TEST_CASE("Another refusal teaches no time") {
  const auto mock = std::make_shared<MockTransport>();
  HttpResponse other = refusal(kServerDate);
  other.body = R"({"Code":"InvalidAccessKeyId.NotFound","Message":"m"})";
  mock->enqueueResponse(other);
  mock->enqueueJson(200, kPrecheckBody);
  const AcsClient client(testProfile(), mock);
  CHECK_FALSE(client.execute(precheckRequest()));
  CHECK(client.execute(precheckRequest()));
  CHECK(mock->requests().at(1).parameters.at("Timestamp").substr(0, 10) == "2018-07-09");
}

TEST_CASE("A call that changes nothing and may be retried is retried with the server's time; an order is not") {
  const Refused retried(kServerDate, TimeSource::ServerOverHttps, "https://snsuapi.aliyuncs.com", 1);
  CHECK(retried.first.kind() == ErrorKind::NoError);
  CHECK(retried.secondDay() == "2018-07-14");
  const Refused unchanged("", TimeSource::ServerOverHttps, "https://snsuapi.aliyuncs.com", 1);
  CHECK(unchanged.first.code() == "InvalidTimeStamp.Expired");
  CHECK(unchanged.mock->requests().size() == 1);

  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueResponse(refusal(kServerDate));
  CallOptions options;
  options.retry = 3;
  CHECK_FALSE(AcsClient(testProfile(), mock).execute(orderRequest(), options));
  CHECK(mock->requests().size() == 1);
}
