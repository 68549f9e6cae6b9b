#include <nlohmann/json.hpp>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "support/answer.hpp"
#include "support/catch.hpp"
#include "support/document.hpp"
#include "support/requests.hpp"
#include "support/test_data.hpp"
#include "support/test_profile.hpp"

// JSON at the edges of RFC 8259 and beyond them, as whole answers with HTTP status 200. tests/data/json_torture has
// what is accepted, with what comes of it (accept/manifest.json), and what is refused; what is large is made here.

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;

namespace {

using snsuapi_test::answer;

Outcome<CommonResponse> answer(const std::string& body) { return answer(CommonRequest().setAction("Any"), body); }

void checkRefused(const Error& error) {
  CHECK(error.code() == "SDK.InvalidServerResponse");
  CHECK(error.kind() == ErrorKind::InvalidResponse);
  CHECK(error.delivery() == Delivery::Answered);
  CHECK(error.httpStatus() == 200);
}

/// The answer to one of the typed actions: refused as a whole, or read as it stands.
template <class Request>
void checkTyped(const Request& request, const std::string& body) {
  const auto outcome = answer(request, body);
  if (outcome) {
    CHECK(notInDocument(*outcome, body) == "");
  } else {
    checkRefused(outcome.error());
  }
}

void checkTyped(const std::string& body) {
  checkTyped(precheckRequest(), body);
  checkTyped(orderRequest(), body);
  checkTyped(startRequest(), body);
  checkTyped(stopRequest(), body);
  checkTyped(statusRequest(), body);
  checkTyped(mobileStartRequest(), body);
  checkTyped(mobileStopRequest(), body);
  checkTyped(mobileStatusRequest(), body);
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string withModule(const std::string& module) { return R"({"Code":"OK","ResultModule":)" + module + "}"; }
std::string besideModule(const std::string& value) { return R"({"Code":"OK","x":)" + value + R"(,"ResultModule":7})"; }

constexpr std::size_t kMany = 100000;

}  // namespace

TEST_CASE("What is JSON, however odd, is read as what it is") {
  const json cases = json::parse(readData("json_torture/accept/manifest.json"));
  REQUIRE(cases.size() + 1 == listData("json_torture/accept").size());
  for (const json& expected : cases) {
    const std::string file = expected.at("file");
    CAPTURE(file);
    const std::string body = readData("json_torture/accept/" + file);
    const auto outcome = answer(body);
    if (!outcome) FAIL_CHECK(outcome.error().toString());
    if (!outcome) continue;
    CHECK(outcome->getRequestId() == expected.at("requestId"));
    CHECK(outcome->getResultMessage() == expected.at("message"));
    CHECK(outcome->getResultModule() == expected.at("module"));
    CHECK(outcome->getData() == body);
    CHECK(notInDocument(*outcome, body) == "");
    checkTyped(body);
  }
}

TEST_CASE("What is no JSON, however near to it, is an invalid response") {
  const std::vector<std::string> files = listData("json_torture/reject");
  REQUIRE(files.size() > 100);
  for (const std::string& file : files) {
    CAPTURE(file);
    const std::string body = readData("json_torture/reject/" + file);
    const auto outcome = answer(body);
    REQUIRE_FALSE(outcome);
    checkRefused(outcome.error());
    checkTyped(body);
  }
}

TEST_CASE("Nesting of any depth is read past, and not taken for an answer where it does not end") {
  for (const auto& [open, close] :
       {std::pair<const char*, const char*>{"[", "]"}, {R"({"a":)", "}"}, {R"([{"a":)", "}]"}}) {
    CAPTURE(open);
    const std::string opened = repeated(open, kMany);
    const std::string nested = opened + "0" + repeated(close, kMany);
    const auto module = answer(withModule(nested));
    REQUIRE(module);
    CHECK(module->getResultModule() == nested);
    const auto beside = answer(besideModule(nested));
    REQUIRE(beside);
    CHECK(beside->getResultModule() == "7");
    checkRefused(answer(precheckRequest(), withModule(nested)).error());

    checkRefused(answer(opened).error());
    checkRefused(answer(withModule(opened)).error());
    checkRefused(answer(besideModule(nested.substr(0, nested.size() - 1))).error());
    checkRefused(answer(besideModule(nested + close)).error());
  }
}

TEST_CASE("A number of 100,000 digits is handed on as it stands where a double can hold it, and refused beyond") {
  const std::string digits(kMany, '9');
  CHECK(answer(withModule("0." + digits))->getResultModule() == "0." + digits);
  CHECK(answer(withModule("1e-" + digits))->getResultModule() == "1e-" + digits);
  CHECK(answer(withModule("1e" + std::string(kMany, '0') + "1"))->getResultModule().size() == kMany + 3);
  checkRefused(answer(withModule(digits)).error());
  checkRefused(answer(withModule("-" + digits)).error());
  checkRefused(answer(withModule("1e" + digits)).error());
  checkRefused(answer(withModule("0" + digits)).error());
  checkRefused(answer(precheckRequest(), withModule(R"({"BandId":0.)" + digits + "}")).error());
}

TEST_CASE("Of 100,000 members of the same name the last one counts") {
  const auto outcome = answer("{" + repeated(R"("Code":"isv.INVALID_PARAMETERS","ResultModule":1,)", kMany) +
                              R"("Code":"OK","ResultModule":2})");
  REQUIRE(outcome);
  CHECK(outcome->getResultModule() == "2");
}

TEST_CASE("Strings and names of a megabyte are read whole") {
  constexpr std::size_t kMegabyte = std::size_t{1} << 20;
  const std::string plain(kMegabyte, 'x');
  const auto message =
      answer(R"({"Code":"OK","Message":")" + plain + R"(","RequestId":")" + repeated("\\u4e2d", kMany) + "\"}");
  REQUIRE(message);
  CHECK(message->getResultMessage() == plain);
  CHECK(message->getRequestId() == repeated("中", kMany));
  CHECK(answer(R"({")" + plain + R"(":0,"Code":"OK"})"));
  checkRefused(answer(R"({"Code":"OK","Message":")" + plain).error());
}
