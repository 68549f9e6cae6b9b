#include <rapidcheck.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

#include "property/any_text.hpp"
#include "support/catch.hpp"
#include "support/document.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// Answers are made of values, in every form in which the service is known to write them, and then spoilt. What was not
// spoilt is read as those values; what was, and is accepted all the same, tells nothing that does not stand in it.

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;

namespace {

std::int64_t anyInt64() {
  using Limits = std::numeric_limits<std::int64_t>;
  return *rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(), rc::gen::inRange<std::int64_t>(0, 100000),
                         rc::gen::element<std::int64_t>(0, -1, 220980804008, Limits::min(), Limits::max()));
}

int anyInt() {
  using Limits = std::numeric_limits<int>;
  return *rc::gen::oneOf(rc::gen::arbitrary<int>(), rc::gen::inRange(0, 1000),
                         rc::gen::element(0, Limits::min(), Limits::max()));
}

bool anyBool() { return *rc::gen::element(true, false); }

/// A number as the service writes it.
json written(std::int64_t number) {
  const std::string digits = std::to_string(number);
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return digits;
    case 1:
      return digits + *rc::gen::element<std::string>("L", "l", "M", "m");
    default:
      return number;
  }
}

json written(bool flag) {
  if (anyBool()) return flag;
  return flag ? *rc::gen::element<std::string>("true", "True", "TRUE")
              : *rc::gen::element<std::string>("false", "FALSE");
}

/// A value that nobody asked for.
json anything() {
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return anyInt64();
    case 1:
      return *anyUtf8();
    case 2:
      return nullptr;
    case 3:
      return json::array({*anyUtf8(), json::array({anyBool()})});
    case 4:
      return json{{"BandId", 1}, {"Code", "inner"}};
    default:
      return *rc::gen::element(0.5, -1e-300, 1e300);
  }
}

/// The service's answer around a module, under any of the names that are seen, and with members that are not known.
std::string answerWith(const json& module, const std::string& requestId, const std::string& message) {
  json document;
  if (anyBool()) document["zzz" + *anyUtf8()] = anything();
  if (anyBool()) document["AAA" + *anyUtf8()] = anything();
  document[*rc::gen::element<std::string>("ResultCode", "Code", "resultCode", "code")] = "OK";
  document[*rc::gen::element<std::string>("ResultMessage", "Message", "resultMessage", "message")] = message;
  document[*rc::gen::element<std::string>("RequestId", "requestId")] = requestId;
  document[*rc::gen::element<std::string>("ResultModule", "ResultModle", "resultModule")] = module;
  const bool isAscii = anyBool();  // everything else escaped
  return document.dump(*rc::gen::element(-1, 0, 3), ' ', isAscii);
}

template <class Request>
Outcome<typename Request::Response> answer(const Request& request, const std::string& body) {
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(200, body);
  return AcsClient(testProfile(), mock).execute(request);
}

json anyOffer() {
  return {{"OfferId", written(anyInt64())},
          {"Bandwidth", written(std::int64_t{anyInt()})},
          {"Duration", written(anyInt64())},
          {"Direction", *rc::gen::oneOf(rc::gen::element<std::string>("UP", "DOWN"), anyUtf8())}};
}

json anyPrecheck() {
  json offers = json::array();
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) offers.push_back(anyOffer());
  json module{{"BandId", written(anyInt64())},
              {"UploadBandwidth", written(std::int64_t{anyInt()})},
              {"DownloadBandwidth", written(std::int64_t{anyInt()})}};
  const auto form = *rc::gen::inRange(0, 4);
  if (form == 0 && offers.empty()) return module;
  module["BandOfferList"] = form == 1   ? json{{"BandOfferListItem", offers}}
                            : form == 2 ? json{{"BandOfferList", offers}}
                                        : offers;
  return module;
}

json anyStatus() {
  json module = json::object();
  for (const char* name : {"UploadTarget", "DownloadTarget"}) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        break;
      case 1:
        module[name] = *rc::gen::element<json>(json(nullptr), json(""));
        break;
      default:
        module[name] = written(std::int64_t{anyInt()});
        break;
    }
  }
  return module;
}

/// The same with bytes changed, left out, put in or repeated.
std::string spoilt(std::string text) {
  static constexpr char kTelling[] = "\"\\{}[],:0129-+.eELtrufalsn \t\0\x1F\xED\xA0\xFF";
  for (int times = *rc::gen::inRange(1, 5); times > 0 && !text.empty(); --times) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto length = *rc::gen::inRange<std::size_t>(1, 12);
    const char byte =
        *rc::gen::oneOf(rc::gen::elementOf(std::string(kTelling, sizeof kTelling - 1)), rc::gen::arbitrary<char>());
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        text[at] = byte;
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(*rc::gen::inRange<std::size_t>(0, text.size()), text.substr(at, length));
        break;
      case 4:
        text.insert(at, *rc::gen::element<std::string>("\"Code\":\"OK\",", "\"BandId\":7,", "\\u0000", "\\ud83d",
                                                       "null", "99999999999999999999", "1e999"));
        break;
      default:
        text.resize(at);
        break;
    }
  }
  return text;
}

/// The answer is taken and tells the document's values; spoilt, it is refused as a whole or tells what stands there.
template <class Request>
void checkAnswer(const Request& request, const json& module) {
  const std::string requestId = *anyUtf8();
  const std::string message = *anyUtf8();
  const std::string body = answerWith(module, requestId, message);
  RC_LOG() << body << std::endl;
  const auto outcome = answer(request, body);
  RC_ASSERT(static_cast<bool>(outcome));
  RC_ASSERT(outcome->getRequestId() == requestId);
  RC_ASSERT(outcome->getResultMessage() == message);
  RC_ASSERT(notInDocument(*outcome, body) == "");

  const std::string damaged = spoilt(body);
  RC_LOG() << damaged << std::endl;
  const auto second = answer(request, damaged);
  RC_CLASSIFY(static_cast<bool>(second), "spoilt, and accepted");
  if (second) {
    RC_ASSERT(notInDocument(*second, damaged) == "");
  } else {
    RC_ASSERT(!second.error().code().empty());
    RC_ASSERT(second.error().delivery() == Delivery::Answered);
    RC_ASSERT(second.error().httpStatus() == 200);
  }
}

}  // namespace

TEST_CASE("A precheck's answer is read as it stands, and never as anything else") {
  CHECK(rc::check([] { checkAnswer(precheckRequest(), anyPrecheck()); }));
}

TEST_CASE("An order's answer is read as it stands, and never as anything else") {
  CHECK(rc::check([] { checkAnswer(orderRequest(), json{{"LxOrderId", written(anyInt64())}}); }));
}

TEST_CASE("A status is read as it stands, and never as anything else") {
  CHECK(rc::check([] { checkAnswer(statusRequest(), anyStatus()); }));
}

TEST_CASE("A boolean is read as it stands, and never as anything else") {
  CHECK(rc::check([] {
    const json module = written(anyBool());
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        return checkAnswer(startRequest(), module);
      case 1:
        return checkAnswer(stopRequest(), module);
      case 2:
        return checkAnswer(mobileStopRequest(), module);
      default:
        return checkAnswer(mobileStatusRequest(), module);
    }
  }));
}

TEST_CASE("A correlation id is read as it stands, and never as anything else") {
  CHECK(rc::check([] { checkAnswer(mobileStartRequest(), *rc::gen::nonEmpty(anyUtf8())); }));
}

TEST_CASE("Any module of an action by name is handed on as it stands") {
  CHECK(rc::check([] { checkAnswer(CommonRequest().setAction("Any"), *rc::gen::exec([] { return anything(); })); }));
}
