#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// What each request sends, and what it refuses before anything is sent.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

using Parameters = std::map<std::string, std::string>;

template <class Request>
Parameters sent(const Request& request) {
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(500, "");
  AcsClient(testProfile(), mock).execute(request).error();
  REQUIRE(mock->requests().size() == 1);
  return withoutSignature(mock->requests().front().parameters);
}

Parameters expected(const std::string& action, const Parameters& own) {
  Parameters parameters = commonParameters(action);
  parameters.insert(own.begin(), own.end());
  return parameters;
}

template <class Request>
void checkRefused(const Request& request, const std::string& parameter) {
  const auto mock = std::make_shared<testing::MockTransport>();
  const auto outcome = AcsClient(testProfile(), mock).execute(request);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == "SDK.InvalidParameter");
  CHECK(outcome.error().kind() == ErrorKind::InvalidParameter);
  CHECK(outcome.error().delivery() == Delivery::NotSent);
  CHECK(outcome.error().httpStatus() == 0);
  CHECK(outcome.error().message().rfind(parameter + " ", 0) == 0);
  CHECK(mock->requests().empty());
}

constexpr std::int64_t kLargeId = 220980804008;

}  // namespace

TEST_CASE("A precheck sends its address and port") {
  CHECK(sent(precheckRequest()) == expected("BandPrecheck", {{"IpAddress", "203.0.113.7"}, {"Port", "50123"}}));
  CHECK(precheckRequest().isReadOnly());
}

TEST_CASE("An order sends its ids in full") {
  CHECK(sent(BandOfferOrderRequest().setBandId(kLargeId + 1).setOfferId(kLargeId)) ==
        expected("BandOfferOrder", {{"BandId", "220980804009"}, {"OfferId", "220980804008"}}));
  CHECK_FALSE(orderRequest().isReadOnly());
}

TEST_CASE("A start sends all of its parameters") {
  BandStartSpeedUpRequest request;
  request.setIpAddress("2001:db8::7").setPort(65535).setBandId(kLargeId).setDirection(Direction::Down);
  request.setTargetBandwidth(200).setBandScene("1");
  CHECK(sent(request) == expected("BandStartSpeedUp", {{"IpAddress", "2001:db8::7"},
                                                       {"Port", "65535"},
                                                       {"BandId", "220980804008"},
                                                       {"Direction", "DOWN"},
                                                       {"TargetBandwidth", "200"},
                                                       {"BandScene", "1"}}));
  CHECK_FALSE(request.isReadOnly());
}

TEST_CASE("A stop sends all of its parameters") {
  BandStopSpeedUpRequest request;
  request.setIpAddress("203.0.113.7").setPort(1).setBandId(kLargeId).setDirection("UP");
  CHECK(sent(request) ==
        expected("BandStopSpeedUp",
                 {{"IpAddress", "203.0.113.7"}, {"Port", "1"}, {"BandId", "220980804008"}, {"Direction", "UP"}}));
  CHECK_FALSE(request.isReadOnly());
}

TEST_CASE("A status query sends its id") {
  CHECK(sent(BandStatusQueryRequest().setBandId(kLargeId)) ==
        expected("BandStatusQuery", {{"BandId", "220980804008"}}));
  CHECK(statusRequest().isReadOnly());
}

TEST_CASE("The mobile requests send what was set, and nothing that was not") {
  CHECK(sent(MobileStartSpeedUpRequest().setToken("t")) == expected("MobileStartSpeedUp", {{"Token", "t"}}));
  MobileStartSpeedUpRequest whole;
  whole.setToken("t").setDuration("60").setIp("10.0.0.1").setPublicIp("203.0.113.7").setPublicPort("1");
  whole.setDestinationIpAddress("");
  CHECK(sent(whole) == expected("MobileStartSpeedUp", {{"Token", "t"},
                                                       {"Duration", "60"},
                                                       {"Ip", "10.0.0.1"},
                                                       {"PublicIp", "203.0.113.7"},
                                                       {"PublicPort", "1"},
                                                       {"DestinationIpAddress", ""}}));
  CHECK_FALSE(whole.isReadOnly());
  CHECK(sent(mobileStopRequest()) == expected("MobileStopSpeedUp", {{"CorrelationId", "correlation-1"}}));
  CHECK_FALSE(mobileStopRequest().isReadOnly());
  CHECK(sent(mobileStatusRequest()) == expected("MobileStatusQuery", {{"CorrelationId", "correlation-1"}}));
  CHECK(mobileStatusRequest().isReadOnly());
}

TEST_CASE("Every request takes the owner's parameters") {
  BandStatusQueryRequest request;
  request.setOwnerId(std::numeric_limits<std::int64_t>::max())
      .setResourceOwnerId(-1)
      .setResourceOwnerAccount("账号")
      .setBandId(1);
  CHECK(sent(request) == expected("BandStatusQuery", {{"BandId", "1"},
                                                      {"OwnerId", "9223372036854775807"},
                                                      {"ResourceOwnerId", "-1"},
                                                      {"ResourceOwnerAccount", "账号"}}));
}

TEST_CASE("A required parameter that was not set is refused by name") {
  checkRefused(BandPrecheckRequest().setPort(1), "IpAddress");
  checkRefused(BandPrecheckRequest().setIpAddress("203.0.113.7"), "Port");
  checkRefused(BandOfferOrderRequest().setOfferId(1), "BandId");
  checkRefused(BandOfferOrderRequest().setBandId(1), "OfferId");
  checkRefused(BandStatusQueryRequest(), "BandId");
  checkRefused(MobileStartSpeedUpRequest(), "Token");
  checkRefused(MobileStartSpeedUpRequest().setToken(""), "Token");
  checkRefused(MobileStopSpeedUpRequest(), "CorrelationId");
  checkRefused(MobileStatusQueryRequest().setCorrelationId(""), "CorrelationId");

  const auto start = [] { return BandStartSpeedUpRequest().setIpAddress("203.0.113.7").setPort(1); };
  checkRefused(BandStartSpeedUpRequest(), "IpAddress");
  checkRefused(start(), "BandId");
  checkRefused(start().setBandId(1), "Direction");
  checkRefused(start().setBandId(1).setDirection(Direction::Up), "TargetBandwidth");
  const auto stop = [] { return BandStopSpeedUpRequest().setIpAddress("203.0.113.7").setPort(1); };
  checkRefused(BandStopSpeedUpRequest(), "IpAddress");
  checkRefused(stop(), "BandId");
  checkRefused(stop().setBandId(1), "Direction");
}

TEST_CASE("A port outside 1 to 65535 is refused") {
  for (const int port : {0, -1, 65536, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    CAPTURE(port);
    checkRefused(precheckRequest().setPort(port), "Port");
    checkRefused(startRequest().setPort(port), "Port");
    checkRefused(stopRequest().setPort(port), "Port");
  }
}

TEST_CASE("An address that is neither IPv4 nor IPv6 is refused") {
  for (const std::string& address :
       {std::string("203.0.113"), std::string("203.0.113.256"), std::string("203.0.113.7 "),
        std::string("host.example"), std::string("203.0.113.7:80"), std::string("[::1]"), std::string(":::"),
        std::string("1"), std::string("0x7f.1"), std::string("203.0.113.07.1"), std::string("203.0.113.7\0", 12),
        std::string("203.0.113.7\r\n"), std::string(100000, '1')}) {
    CAPTURE(address.substr(0, 40));
    checkRefused(precheckRequest().setIpAddress(address), "IpAddress");
    checkRefused(startRequest().setIpAddress(address), "IpAddress");
    checkRefused(stopRequest().setIpAddress(address), "IpAddress");
  }
  for (const char* address : {"0.0.0.0", "255.255.255.255", "::", "::1", "2001:DB8::1", "::ffff:192.0.2.1"}) {
    CAPTURE(address);
    CHECK(sent(precheckRequest().setIpAddress(address)).at("IpAddress") == address);
  }
}

TEST_CASE("A direction other than UP and DOWN is refused in a request") {
  for (const char* direction : {"up", "Down", "BOTH", "", "UP "}) {
    CAPTURE(direction);
    checkRefused(startRequest().setDirection(direction), "Direction");
    checkRefused(stopRequest().setDirection(direction), "Direction");
  }
}

TEST_CASE("A target bandwidth below 1 Mbps is refused") {
  checkRefused(startRequest().setTargetBandwidth(0), "TargetBandwidth");
  checkRefused(startRequest().setTargetBandwidth(-20), "TargetBandwidth");
}

TEST_CASE("A request gives back what was set on it") {
  const BandStartSpeedUpRequest request = startRequest().setBandScene("1");
  CHECK(request.getIpAddress() == "203.0.113.7");
  CHECK(request.getPort() == 50123);
  CHECK(request.getBandId() == 1000001);
  CHECK(request.getDirection() == Direction(Direction::Up));
  CHECK(request.getTargetBandwidth() == 20);
  CHECK(request.getBandScene() == "1");
  CHECK_FALSE(request.getOwnerId());
  CHECK_FALSE(BandStopSpeedUpRequest().getPort());
  CHECK(orderRequest().getOfferId() == kLargeId);
  CHECK(mobileStartRequest().getToken() == "token-of-the-line");
}
