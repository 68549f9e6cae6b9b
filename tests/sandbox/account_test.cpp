#include "sandbox/sandbox_client.hpp"

// Each code of the guide, brought about by using the built-in scenario's accounts and lines.

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

std::string codeFrom(const AcsClient& client, const BandPrecheckRequest& request = precheckRequest()) {
  return client.execute(request).error().code();
}

BandPrecheckRequest precheckOf(const char* ipAddress) { return precheckRequest().setIpAddress(ipAddress); }

}  // namespace

TEST_CASE("An account that is denied by RAM is told so by every action that it is denied") {
  SandboxClient sandbox;
  CHECK_THROWS_AS(sandbox.clientOf("denied", "deniedsecret").getAcsResponse(precheckRequest()),
                  RamPermissionDenyException);
  SandboxClient partly(SandboxClient::scenario(
      R"({"accounts":[{"accessKeyId":"testid","accessKeySecret":"testsecret","balanceYuan":"10",)"
      R"("deniedActions":["BandOfferOrder"]}]})"));
  CHECK(partly.refusal(precheckRequest()).empty());
  CHECK(partly.refusal(orderRequest()) == "isp.RAM_PERMISSION_DENY");
}

TEST_CASE("An account that has not activated the product is told so") {
  SandboxClient sandbox;
  CHECK_THROWS_AS(sandbox.clientOf("inactive", "inactivesecret").getAcsResponse(precheckRequest()),
                  ProductUnsubscribeException);
}

TEST_CASE("An account beyond its requests per second is throttled until the next second") {
  SandboxClient sandbox;
  const AcsClient slow = sandbox.clientOf("slow", "slowsecret");
  CHECK(codeFrom(slow).empty());
  CHECK_THROWS_AS(slow.getAcsResponse(precheckRequest()), BusinessLimitControlException);
  CHECK(slow.execute(precheckRequest()).error().isThrottling());
  CHECK(sandbox.refusal(precheckRequest()).empty());  // another account is not
  sandbox.advance(seconds(1));
  CHECK(codeFrom(slow).empty());
  CHECK(codeFrom(slow) == "isv.BUSINESS_LIMIT_CONTROL");
}

TEST_CASE("An order that the balance does not cover fails, and changes nothing") {
  SandboxClient sandbox;
  const AcsClient poor = sandbox.clientOf("poor", "poorsecret");
  CHECK(codeFrom(poor).empty());
  CHECK_THROWS_AS(poor.getAcsResponse(orderRequest()), CreateOrderFailureException);
  CHECK(contains(poor.execute(orderRequest()).error().message(), "0.50"));
  CHECK(sandbox.books("poor") == std::vector<std::string>{"0.50", "0.00", "0.00"});
  CHECK(sandbox.control("GET", "/_sandbox/orders").at("orders").empty());
  CHECK(sandbox.order(Direction::Up, 20, true) == 1);  // the failures took no id
}

TEST_CASE("Uncovered provinces and other carriers can't be accelerated; a line that is fast already has no offers") {
  SandboxClient sandbox;
  CHECK_THROWS_AS(sandbox.get(precheckOf("100.65.0.2")), BandUnsupportedSpeedUpException);
  CHECK_THROWS_AS(sandbox.get(precheckOf("100.65.0.3")), BandUnsupportedSpeedUpException);
  const auto fast = sandbox.get(precheckOf("100.65.0.4")).getResultModule();
  CHECK(fast.getBandOfferList().empty());
  CHECK(fast.getDownloadBandwidth() == 200);
  CHECK(sandbox.get(precheckOf("100.65.0.1")).getResultModule().getBandOfferList().size() == 4);
  CHECK(sandbox.get(precheckOf("2001:db8:0::7")).getResultModule().getBandId() == 1000006);
  CHECK(sandbox.get(precheckOf("100.64.255.255").setPort(9)).getResultModule().getBandId() == 2065535);
}

TEST_CASE("A temporary key is good with its token alone, and until it expires") {
  SandboxClient sandbox;
  CHECK(codeFrom(sandbox.clientOf("STS.testid", "stssecret", "ststoken")).empty());
  CHECK(codeFrom(sandbox.clientOf("STS.testid", "stssecret")) == "MissingSecurityToken");
  CHECK(codeFrom(sandbox.clientOf("STS.testid", "stssecret", "other")) == "InvalidSecurityToken.Malformed");
  CHECK(codeFrom(sandbox.clientOf("STS.testid", "testsecret", "ststoken")) == "SDK.InvalidAccessKeySecret");
  CHECK(codeFrom(sandbox.clientOf("STS.expired", "stssecret", "ststoken")) == "InvalidSecurityToken.Expired");
  CHECK(codeFrom(sandbox.clientOf("poor", "poorsecret", "ststoken")) == "InvalidSecurityToken.MismatchWithAccessKey");
  CHECK(codeFrom(sandbox.clientOf("testid", "testsecret", "any")).empty());
}

TEST_CASE("What a temporary key orders is on the account that it belongs to") {
  SandboxClient sandbox;
  const AcsClient temporary = sandbox.clientOf("STS.testid", "stssecret", "ststoken");
  CHECK(codeFrom(temporary).empty());
  CHECK(sandbox.get(orderRequest()).getResultModule().getLxOrderId() == 1);
  CHECK(temporary.getAcsResponse(orderRequest()).getResultModule().getLxOrderId() == 2);
  CHECK(sandbox.books() == std::vector<std::string>{"99934.00", "66.00", "0.00"});
}

TEST_CASE("What one account runs another can neither start over nor stop") {
  SandboxClient sandbox;
  sandbox.order(Direction::Up, 20, true);
  CHECK(sandbox.get(startRequest()).getResultModule());
  const AcsClient other = sandbox.clientOf("slow", "slowsecret");
  CHECK_FALSE(other.getAcsResponse(stopRequest()).getResultModule());
  CHECK(sandbox.get(statusRequest()).getResultModule().getUploadTarget() == 20);
  sandbox.advance(seconds(1));
  CHECK(contains(other.execute(startRequest()).error().message(), "stop it"));
}

TEST_CASE("A mobile speed-up runs for its duration, or four hours when it has none") {
  SandboxClient sandbox;
  const std::string brief = sandbox.get(mobileStartRequest().setDuration("60")).getResultModule();
  const std::string usual = sandbox.get(mobileStartRequest()).getResultModule();
  const auto runs = [&sandbox](const std::string& id) {
    return sandbox.get(mobileStatusRequest().setCorrelationId(id)).getResultModule();
  };
  sandbox.advance(seconds(59));
  CHECK(runs(brief));
  CHECK(sandbox.control("GET", "/_sandbox/speed-ups").at("mobile").size() == 2);
  sandbox.advance(seconds(1));
  CHECK_FALSE(runs(brief));
  CHECK_FALSE(sandbox.get(mobileStopRequest().setCorrelationId(brief)).getResultModule());
  CHECK(runs(usual));
  sandbox.advance(hours(4) - seconds(60));
  CHECK_FALSE(runs(usual));
  for (const char* duration : {"0", "-1", "an hour", "31622401"}) {
    CHECK(sandbox.refusal(mobileStartRequest().setDuration(duration)) == "isv.INVALID_PARAMETERS");
  }
  CHECK(sandbox.clientOf("poor", "poorsecret").execute(mobileStatusRequest().setCorrelationId(usual)).error().code() ==
        "isv.INVALID_PARAMETERS");
}

TEST_CASE("The codes that the guide does not name are the scenario's") {
  SandboxClient sandbox(SandboxClient::scenario(R"({"rules": {"codes": {
      "alreadyRunning": "isv.A", "noLivePack": "isv.B", "bandIdMismatch": "isv.C", "offerNotPrechecked": "isv.D",
      "unknownCorrelationId": "isv.E", "nothingToStop": "isv.F"}}})"));
  CHECK(sandbox.refusal(startRequest()) == "isv.B");
  sandbox.order(Direction::Up, 20, true);
  CHECK(sandbox.refusal(startRequest()).empty());
  CHECK(sandbox.refusal(startRequest()) == "isv.A");
  CHECK(sandbox.refusal(startRequest().setBandId(2000000)) == "isv.C");
  CHECK(sandbox.refusal(orderRequest().setOfferId(5)) == "isv.D");
  CHECK(sandbox.refusal(mobileStatusRequest()) == "isv.E");
  CHECK(sandbox.refusal(stopRequest().setDirection(Direction::Down)) == "isv.F");
}

TEST_CASE("A scenario that denies what is no action is refused") {
  sandbox::ServerOptions options = SandboxClient::scenario(
      R"({"accounts":[{"accessKeyId":"a","accessKeySecret":"b","balanceYuan":"1","deniedActions":["Order"]}]})");
  CHECK_THROWS_WITH(sandbox::Server(options), Catch::Matchers::Contains("denied Order, which is no action"));
}
