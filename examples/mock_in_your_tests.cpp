// How a program that uses the SDK tests itself: no network, no account, every answer scripted.
//
// Link snsuapi::testing beside snsuapi::snsuapi. This uses no test framework; with one, each function below is a test.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

// Not `using namespace snsuapi`: its `testing` would meet GoogleTest's.
using snsuapi::AcsClient;

namespace {

// ---- The code under test: yours. It takes the client, so that a test can bring its own. ----

/// The fastest rate that can be ordered for a line, in Mbps; 0 where none can.
int fastestOffer(const AcsClient& client, const std::string& ipAddress, int port) {
  try {
    const snsuapi::BandPrecheckResponse response =
        client.getAcsResponse(snsuapi::BandPrecheckRequest().setIpAddress(ipAddress).setPort(port));
    int fastest = 0;
    for (const snsuapi::BandOffer& offer : response.getResultModule().getBandOfferList()) {
      if (offer.getBandwidth() > fastest) fastest = offer.getBandwidth();
    }
    return fastest;
  } catch (const snsuapi::BandUnsupportedSpeedUpException&) {
    return 0;
  }
}

enum class OrderState { Placed, NotPlaced, MustBeLookedAt };

/// The same without exceptions.
OrderState placeOrder(const AcsClient& client, std::int64_t bandId, std::int64_t offerId) {
  const auto outcome = client.execute(snsuapi::BandOfferOrderRequest().setBandId(bandId).setOfferId(offerId));
  if (outcome) return OrderState::Placed;
  return outcome.error().mayHaveBeenCarriedOut() ? OrderState::MustBeLookedAt : OrderState::NotPlaced;
}

// ---- Its tests. ----

int failures = 0;

void check(bool passed, const char* what) {
  std::cout << (passed ? "ok      " : "FAILED  ") << what << '\n';
  if (!passed) ++failures;
}

AcsClient clientOn(const std::shared_ptr<snsuapi::testing::MockTransport>& mock) {
  return AcsClient(snsuapi::DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret"), mock);
}

void takesTheFastestOffer() {
  auto mock = std::make_shared<snsuapi::testing::MockTransport>();
  mock->enqueueJson(200, R"({"RequestId": "1", "Code": "OK", "ResultModule": {
      "BandId": 1000001, "UploadBandwidth": 10, "DownloadBandwidth": 100, "BandOfferList": [
        {"OfferId": 220980804008, "Bandwidth": 200, "Duration": 1, "Direction": "DOWN"},
        {"OfferId": 220980804009, "Bandwidth": 20, "Duration": 9999, "Direction": "UP"}]}})");
  const AcsClient client = clientOn(mock);

  check(fastestOffer(client, "203.0.113.7", 50123) == 200, "the fastest offer is taken");
  const auto sent = mock->requests();
  check(sent.size() == 1 && sent[0].parameters.at("Action") == "BandPrecheck", "one precheck was sent");
  check(sent[0].parameters.at("IpAddress") == "203.0.113.7", "it named the line");
}

void aLineThatCantBeAcceleratedHasNone() {
  auto mock = std::make_shared<snsuapi::testing::MockTransport>();
  mock->enqueueJson(200, R"({"RequestId": "2", "Code": "isv.BAND_UNSURPOT_SPEEDUP", "Message": "no"})");
  check(fastestOffer(clientOn(mock), "203.0.113.7", 50123) == 0, "a line that can't be accelerated has no offer");
}

void anOrderWithoutAnAnswerIsNotRepeated() {
  auto mock = std::make_shared<snsuapi::testing::MockTransport>();
  mock->enqueueError(
      snsuapi::Error(snsuapi::ErrorKind::Transport, "SDK.ReadTimeout", "no answer", snsuapi::Delivery::Unknown));
  check(placeOrder(clientOn(mock), 1000001, 220980804008) == OrderState::MustBeLookedAt,
        "an order without an answer must be looked at");
  check(mock->requests().size() == 1 && mock->pendingReplies() == 0, "it was sent once");
}

}  // namespace

int main() {
  takesTheFastestOffer();
  aLineThatCantBeAcceleratedHasNone();
  anOrderWithoutAnAnswerIsNotRepeated();
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
