#include <memory>
#include <nlohmann/json.hpp>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "support/answer.hpp"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_data.hpp"
#include "support/test_profile.hpp"

// tests/data/responses holds answers of the service, one a file: good ones with what must be read from them
// (good/manifest.json), and bad ones, named ACTION.WHAT_IS_AMISS.json, all of which came with HTTP status 200.

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;

namespace {

json rate(const std::optional<int>& target) { return target ? json(*target) : json(); }

json describe(const BandPrecheckResponse& response) {
  const auto& module = response.getResultModule();
  json offers = json::array();
  for (const BandOffer& offer : module.getBandOfferList()) {
    offers.push_back({{"offerId", offer.getOfferId()},
                      {"bandwidth", offer.getBandwidth()},
                      {"duration", offer.getDuration()},
                      {"direction", offer.getDirection().text()},
                      {"monthly", offer.isMonthly()}});
  }
  return {{"bandId", module.getBandId()},
          {"upload", module.getUploadBandwidth()},
          {"download", module.getDownloadBandwidth()},
          {"offers", offers}};
}
json describe(const BandOfferOrderResponse& r) { return {{"orderId", r.getResultModule().getLxOrderId()}}; }
json describe(const BandStatusQueryResponse& r) {
  return {{"upload", rate(r.getResultModule().getUploadTarget())},
          {"download", rate(r.getResultModule().getDownloadTarget())}};
}
json describe(const CommonResponse& r) { return {{"module", r.getResultModule()}}; }
template <class Response>
json describe(const Response& r) {
  return {{"value", r.getResultModule()}};
}

// What the client makes of the body as an answer to the action: all that a response tells, or the error.
template <class Request>
json readAnswerTo(const Request& request, const std::string& body) {
  const auto outcome = answer(request, body);
  if (!outcome) {
    return {{"error", outcome.error().code()},
            {"kind", toString(outcome.error().kind())},
            {"delivery", toString(outcome.error().delivery())},
            {"status", outcome.error().httpStatus()},
            {"explained", !outcome.error().message().empty()}};
  }
  json told = describe(*outcome);
  told["requestId"] = outcome->getRequestId();
  told["message"] = outcome->getResultMessage();
  return told;
}

json read(const std::string& action, const std::string& body) {
  if (action == "BandPrecheck") return readAnswerTo(precheckRequest(), body);
  if (action == "BandOfferOrder") return readAnswerTo(orderRequest(), body);
  if (action == "BandStartSpeedUp") return readAnswerTo(startRequest(), body);
  if (action == "BandStopSpeedUp") return readAnswerTo(stopRequest(), body);
  if (action == "BandStatusQuery") return readAnswerTo(statusRequest(), body);
  if (action == "MobileStartSpeedUp") return readAnswerTo(mobileStartRequest(), body);
  if (action == "MobileStopSpeedUp") return readAnswerTo(mobileStopRequest(), body);
  if (action == "MobileStatusQuery") return readAnswerTo(mobileStatusRequest(), body);
  if (action == "Common") return readAnswerTo(CommonRequest().setAction("Anything"), body);
  throw std::runtime_error("no such action: " + action);
}

}  // namespace

TEST_CASE("Every good answer is read whole") {
  const json cases = json::parse(readData("responses/good/manifest.json"));
  REQUIRE(cases.size() + 1 == listData("responses/good").size());
  for (const json& expected : cases) {
    const std::string file = expected.at("file");
    CAPTURE(file);
    CHECK(read(expected.at("action"), readData("responses/good/" + file)) == expected.at("expect"));
  }
}

TEST_CASE("Every bad answer is an invalid response, never a half-filled success") {
  const json expected = {{"error", "SDK.InvalidServerResponse"},
                         {"kind", "InvalidResponse"},
                         {"delivery", "Answered"},
                         {"status", 200},
                         {"explained", true}};
  const std::vector<std::string> files = listData("responses/bad");
  REQUIRE(files.size() > 300);
  for (const std::string& file : files) {
    CAPTURE(file);
    CHECK(read(file.substr(0, file.find('.')), readData("responses/bad/" + file)) == expected);
  }
}

TEST_CASE("A good answer that is cut at any byte is an invalid response") {
  for (const json& good : json::parse(readData("responses/good/manifest.json"))) {
    const std::string file = good.at("file");
    const std::string whole = readData("responses/good/" + file);
    const std::size_t end = whole.find_last_of('}');
    if (whole.size() > 2000) continue;  // the deeply nested one: its every prefix would take minutes
    CAPTURE(file);
    for (std::size_t length = 0; length <= end; ++length) {
      const json told = read(good.at("action").get<std::string>(), whole.substr(0, length));
      if (told.value("error", "") != "SDK.InvalidServerResponse") FAIL("cut at byte " << length << ": " << told);
    }
  }
}
