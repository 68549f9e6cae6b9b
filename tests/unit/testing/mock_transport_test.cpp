#include <chrono>
#include <map>
#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::milliseconds;
using testing::MockTransport;

TEST_CASE("The script is played in order, and each request recorded with its decoded parameters") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueJson(200, kPrecheckBody);
  mock->enqueueError(Error(ErrorKind::Transport, "SDK.TlsFailure", "scripted", Delivery::NotSent));
  HttpResponse page;
  page.status = 502;
  page.body = "<html>";
  mock->enqueueResponse(page);
  CHECK(mock->pendingReplies() == 3);

  const AcsClient client(testProfile(), mock);
  CHECK(client.execute(precheckRequest()));
  CHECK(client.execute(orderRequest()).error().code() == "SDK.TlsFailure");
  CallOptions get;
  get.method = HttpMethod::Get;
  CHECK(client.execute(statusRequest(), get).error().httpStatus() == 502);
  CHECK(mock->pendingReplies() == 0);

  const auto requests = mock->requests();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].method == "POST");
  CHECK(requests[0].url == "https://snsuapi.aliyuncs.com/");
  CHECK(requests[0].headers.get("accept") == "application/json");
  CHECK(requests[0].parameters.at("IpAddress") == "203.0.113.7");
  CHECK(contains(requests[0].body, "Action=BandPrecheck"));
  CHECK(requests[1].parameters.at("OfferId") == "220980804008");
  CHECK(requests[2].method == "GET");
  CHECK(requests[2].body.empty());
  CHECK(requests[2].parameters.at("BandId") == "1000001");
  CHECK(requests[2].parameters.count("Signature") == 1);
}

TEST_CASE("What is no escape in a form stays as it is, and a name may have no value") {
  MockTransport mock;
  mock.enqueueJson(200, "{}");
  HttpRequest request;
  request.method = "POST";
  request.url = "http://host/?from=%e4%B8%ad";
  request.body = "whole=100%&cut=%4&none=%zz%4g&alone&=unnamed";
  REQUIRE(mock.send(request));
  const std::map<std::string, std::string> parameters = mock.requests().at(0).parameters;
  CHECK(parameters ==
        std::map<std::string, std::string>{
            {"from", "中"}, {"whole", "100%"}, {"cut", "%4"}, {"none", "%zz%4g"}, {"alone", ""}, {"", "unnamed"}});
}

TEST_CASE("A script at its end fails clearly, naming the request") {
  const auto mock = std::make_shared<MockTransport>();
  const AcsClient client(testProfile(), mock);
  const auto outcome = client.execute(orderRequest());
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == "SDK.MockScriptExhausted");
  CHECK(outcome.error().kind() == ErrorKind::Configuration);
  CHECK(contains(outcome.error().message(), "BandOfferOrder"));
  CHECK(contains(outcome.error().message(), "number 1"));
}

TEST_CASE("A script at its end is not hidden by a retry") {
  const auto mock = std::make_shared<MockTransport>();
  CallOptions options;
  options.retry = 5;
  CHECK(AcsClient(testProfile(), mock).execute(precheckRequest(), options).error().code() == "SDK.MockScriptExhausted");
  CHECK(mock->requests().size() == 1);
}

TEST_CASE("A delay holds back the reply that follows it, and only that") {
  const auto mock = std::make_shared<MockTransport>();
  std::vector<milliseconds> waits;
  mock->setWait([&waits](milliseconds time) { waits.push_back(time); });
  mock->enqueueDelay(milliseconds(70));
  mock->enqueueJson(200, kPrecheckBody);
  mock->enqueueJson(200, kPrecheckBody);
  const AcsClient client(testProfile(), mock);
  CHECK(client.execute(precheckRequest()));
  CHECK(client.execute(precheckRequest()));
  CHECK(waits == std::vector<milliseconds>{milliseconds(70)});
}

TEST_CASE("A delay beyond the timeout is a read timeout after that time, and spends the reply") {
  const auto mock = std::make_shared<MockTransport>();
  std::vector<milliseconds> waits;
  mock->setWait([&waits](milliseconds time) { waits.push_back(time); });
  mock->enqueueDelay(milliseconds(70000));
  mock->enqueueJson(200, kPrecheckBody);
  ClientProfile profile = testProfile();
  profile.http.readTimeout = milliseconds(300);
  const auto outcome = AcsClient(profile, mock).execute(precheckRequest());
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == "SDK.ReadTimeout");
  CHECK(outcome.error().delivery() == Delivery::Unknown);
  CHECK(waits == std::vector<milliseconds>{milliseconds(300)});
  CHECK(mock->pendingReplies() == 0);
}

TEST_CASE("Without a wait of the test's own a delay really passes") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueDelay(milliseconds(5));
  mock->enqueueJson(200, kPrecheckBody);
  const auto start = std::chrono::steady_clock::now();
  CHECK(AcsClient(testProfile(), mock).execute(precheckRequest()));
  CHECK(std::chrono::steady_clock::now() - start >= milliseconds(5));
}

TEST_CASE("Threads may share a mock; each reply is taken once") {
  const auto mock = std::make_shared<MockTransport>();
  constexpr std::size_t kThreads = 8;
  constexpr std::size_t kCalls = 50;
  for (std::size_t i = 0; i < kThreads * kCalls; ++i) mock->enqueueJson(200, kPrecheckBody);
  const AcsClient client(testProfile(), mock);
  std::vector<std::thread> threads;
  std::vector<std::size_t> successes(kThreads);
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (std::size_t n = 0; n < kCalls; ++n) successes[i] += client.execute(precheckRequest()) ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t count : successes) CHECK(count == kCalls);
  CHECK(mock->requests().size() == kThreads * kCalls);
  CHECK(mock->pendingReplies() == 0);
}
