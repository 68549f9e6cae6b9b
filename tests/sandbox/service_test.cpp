#include <set>
#include <thread>
#include <vector>

#include "sandbox/sandbox_client.hpp"

// The real client, through real HTTP, against the rules of the service (the guide's 1.5, 2.1, 4.1, 6.1).

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

BandStartSpeedUpRequest start(Direction direction, int bandwidth) {
  return startRequest().setDirection(direction).setTargetBandwidth(bandwidth);
}
BandStopSpeedUpRequest stop(Direction direction) { return stopRequest().setDirection(direction); }

}  // namespace

TEST_CASE("A line is prechecked, an offer ordered, a speed-up started, queried and stopped, by POST and by GET") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    SandboxClient sandbox;
    ClientProfile profile = sandbox.profile();
    profile.method = method;
    const AcsClient client(profile);
    const auto precheck = client.getAcsResponse(precheckRequest());
    CHECK_FALSE(precheck.getRequestId().empty());
    CHECK(precheck.getResultCode() == "OK");
    const auto& module = precheck.getResultModule();
    CHECK(module.getBandId() == 1000001);
    CHECK(module.getUploadBandwidth() == 5);
    CHECK(module.getDownloadBandwidth() == 50);
    REQUIRE(module.getBandOfferList().size() == 8);

    const BandOffer& offer = module.getBandOfferList().front();
    BandOfferOrderRequest order;
    order.setBandId(module.getBandId()).setOfferId(offer.getOfferId());
    CHECK(client.getAcsResponse(order).getResultModule().getLxOrderId() == 1);

    const auto begin = start(offer.getDirection(), offer.getBandwidth());
    CHECK(client.getAcsResponse(begin).getResultModule());
    auto status = client.getAcsResponse(statusRequest()).getResultModule();
    CHECK(status.getDownloadTarget() == offer.getBandwidth());
    CHECK_FALSE(status.getUploadTarget());
    CHECK(client.getAcsResponse(stop(offer.getDirection())).getResultModule());
    status = client.getAcsResponse(statusRequest()).getResultModule();
    CHECK_FALSE(status.getDownloadTarget());
  }
}

TEST_CASE("A line that the service does not know can't be accelerated") {
  SandboxClient sandbox;
  CHECK_THROWS_AS(sandbox.get(precheckRequest().setPort(50124)), BandUnsupportedSpeedUpException);
  CHECK_THROWS_AS(sandbox.get(precheckRequest().setIpAddress("198.51.100.1")), BandUnsupportedSpeedUpException);
  CHECK_THROWS_AS(sandbox.get(statusRequest().setBandId(5)), BandUnsupportedSpeedUpException);
}

TEST_CASE("Only what a live precheck offers can be ordered") {
  SandboxClient sandbox;
  CHECK_THROWS_AS(sandbox.get(orderRequest()), BandCheckExpireException);
  sandbox.get(precheckRequest());
  CHECK(sandbox.refusal(orderRequest().setOfferId(5)) == "isv.INVALID_PARAMETERS");
  sandbox.advance(minutes(30) - seconds(1));
  CHECK(sandbox.refusal(orderRequest()).empty());
  sandbox.advance(seconds(1));
  CHECK_THROWS_AS(sandbox.get(orderRequest()), BandCheckExpireException);
}

TEST_CASE("After a day pack no hour pack of that direction can be ordered in the same month of China's time") {
  SandboxClient sandbox;
  CHECK(sandbox.order(Direction::Up, 20, true) == 1);
  CHECK_THROWS_AS(sandbox.order(Direction::Up, 20, false), CreateOrderFailureException);
  CHECK_THROWS_AS(sandbox.order(Direction::Up, 10, false), CreateOrderFailureException);
  CHECK(sandbox.order(Direction::Down, 200, false) == 2);
  CHECK(sandbox.order(Direction::Up, 10, true) == 3);
  // From 9 July, 16:00 in China, to 1 August, 00:00.
  sandbox.advance(hours(24 * 22 + 8) - seconds(1));
  CHECK_THROWS_AS(sandbox.order(Direction::Up, 20, false), CreateOrderFailureException);
  sandbox.advance(seconds(1));
  CHECK(sandbox.order(Direction::Up, 20, false) == 4);
}

TEST_CASE("A speed-up needs a live pack of its direction and rate") {
  SandboxClient sandbox;
  CHECK(sandbox.refusal(start(Direction::Up, 20)) == "isv.INVALID_PARAMETERS");
  sandbox.order(Direction::Up, 20, true);
  CHECK(sandbox.refusal(start(Direction::Up, 10)) == "isv.INVALID_PARAMETERS");
  CHECK(sandbox.refusal(start(Direction::Down, 20)) == "isv.INVALID_PARAMETERS");
  CHECK(sandbox.refusal(start(Direction::Up, 20)).empty());
  CHECK(sandbox.refusal(stop(Direction::Up)).empty());
  sandbox.advance(hours(24 * 30));
  CHECK(sandbox.refusal(start(Direction::Up, 20)) == "isv.INVALID_PARAMETERS");
}

TEST_CASE("Hour packs lapse at the end of the month of China's time") {
  SandboxClient sandbox;
  sandbox.order(Direction::Down, 100, false);
  sandbox.advance(hours(24 * 22 + 8) - seconds(1));
  CHECK(sandbox.refusal(start(Direction::Down, 100)).empty());
  CHECK(sandbox.get(stop(Direction::Down)).getResultModule());
  sandbox.advance(seconds(1));
  CHECK(sandbox.refusal(start(Direction::Down, 100)) == "isv.INVALID_PARAMETERS");
}

TEST_CASE("One speed-up runs in a direction at a time; the other direction is its own") {
  SandboxClient sandbox;
  sandbox.order(Direction::Up, 20, true);
  sandbox.order(Direction::Up, 10, true);
  sandbox.order(Direction::Down, 200, true);
  CHECK(sandbox.get(start(Direction::Up, 20)).getResultModule());
  CHECK(sandbox.refusal(start(Direction::Up, 20)) == "isv.INVALID_PARAMETERS");
  CHECK(sandbox.refusal(start(Direction::Up, 10)) == "isv.INVALID_PARAMETERS");
  CHECK(sandbox.get(start(Direction::Down, 200)).getResultModule());
  const auto status = sandbox.get(statusRequest()).getResultModule();
  CHECK(status.getUploadTarget() == 20);
  CHECK(status.getDownloadTarget() == 200);
  CHECK(sandbox.get(stop(Direction::Up)).getResultModule());
  CHECK(sandbox.get(start(Direction::Up, 10)).getResultModule());
}

TEST_CASE("A use ends by itself after four hours") {
  SandboxClient sandbox;
  sandbox.order(Direction::Up, 20, true);
  sandbox.get(start(Direction::Up, 20));
  sandbox.advance(hours(4) - seconds(1));
  CHECK(sandbox.get(statusRequest()).getResultModule().getUploadTarget() == 20);
  sandbox.advance(seconds(1));
  CHECK_FALSE(sandbox.get(statusRequest()).getResultModule().getUploadTarget());
  CHECK_FALSE(sandbox.get(stop(Direction::Up)).getResultModule());
  CHECK(sandbox.get(start(Direction::Up, 20)).getResultModule());
}

TEST_CASE("Stopping what does not run answers false") {
  SandboxClient sandbox;
  CHECK_FALSE(sandbox.get(stop(Direction::Down)).getResultModule());
}

TEST_CASE("A start or stop whose BandId is not that of its address is refused") {
  SandboxClient sandbox;
  CHECK_THROWS_AS(sandbox.get(startRequest().setBandId(5)), InvalidParametersException);
  CHECK_THROWS_AS(sandbox.get(stopRequest().setBandId(5)), InvalidParametersException);
}

TEST_CASE("A mobile speed-up is known by its correlation id") {
  SandboxClient sandbox;
  const std::string id = sandbox.get(mobileStartRequest()).getResultModule();
  const std::string other = sandbox.get(mobileStartRequest()).getResultModule();
  CHECK(id != other);
  CHECK(sandbox.get(mobileStatusRequest().setCorrelationId(id)).getResultModule());
  CHECK(sandbox.get(mobileStopRequest().setCorrelationId(id)).getResultModule());
  CHECK_FALSE(sandbox.get(mobileStatusRequest().setCorrelationId(id)).getResultModule());
  CHECK_FALSE(sandbox.get(mobileStopRequest().setCorrelationId(id)).getResultModule());
  CHECK(sandbox.get(mobileStatusRequest().setCorrelationId(other)).getResultModule());
  CHECK_THROWS_AS(sandbox.get(mobileStatusRequest().setCorrelationId("x")), InvalidParametersException);
  CHECK_THROWS_AS(sandbox.get(mobileStopRequest().setCorrelationId("x")), InvalidParametersException);
}

TEST_CASE("Eight threads may use one sandbox; every order has an id of its own") {
  SandboxClient sandbox;
  sandbox.get(precheckRequest());
  std::vector<std::vector<std::int64_t>> ids(8);
  std::vector<std::thread> threads;
  for (auto& mine : ids) {
    threads.emplace_back([&sandbox, &mine] {
      for (int i = 0; i < 25; ++i) mine.push_back(sandbox.get(orderRequest()).getResultModule().getLxOrderId());
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::int64_t> all;
  for (const auto& mine : ids) all.insert(mine.begin(), mine.end());
  CHECK(all.size() == 200);
  CHECK(*all.begin() == 1);
  CHECK(*all.rbegin() == 200);
}
