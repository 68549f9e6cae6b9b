#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// How an answer's status, envelope and codes become a response or an error. The forms of each action's ResultModule are
// the corpus's (response_corpus_test.cpp).

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

Outcome<BandPrecheckResponse> precheck(int status, const std::string& body) {
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(status, body);
  return AcsClient(testProfile(), mock).execute(precheckRequest());
}

}  // namespace

TEST_CASE("An answer in any 2xx status is read") {
  for (const int status : {200, 201, 299}) {
    const auto outcome = precheck(status, kPrecheckBody);
    REQUIRE(outcome);
    CHECK(outcome->getResultCode() == "OK");
    CHECK(outcome->getResultModule().getBandOfferList().size() == 1);
  }
}

TEST_CASE("A code other than OK in a 200 is an error of the service, whole") {
  for (const char* body :
       {R"({"RequestId":"r","Code":"isv.BAND_CHECK_EXPIRE","Message":"过期"})",
        R"({"RequestId":"r","ResultCode":"isv.BAND_CHECK_EXPIRE","ResultMessage":"过期"})",
        R"({"requestId":"r","code":"isv.BAND_CHECK_EXPIRE","message":"过期","ResultModule":{"BandId":1}})",
        R"({"RequestId":"r","Code":"isv.BAND_CHECK_EXPIRE","Message":"过期","ResultModule":null})"}) {
    CAPTURE(body);
    const auto outcome = precheck(200, body);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind() == ErrorKind::Service);
    CHECK(outcome.error().code() == "isv.BAND_CHECK_EXPIRE");
    CHECK(outcome.error().message() == "过期");
    CHECK(outcome.error().requestId() == "r");
    CHECK(outcome.error().httpStatus() == 200);
    CHECK(outcome.error().delivery() == Delivery::Answered);
  }
}

TEST_CASE("An answer whose codes contradict each other is no success") {
  for (const char* body : {R"({"Code":"OK","ResultCode":"isv.X","ResultModule":true})",
                           R"({"Code":"isv.X","ResultCode":"OK","ResultModule":true})",
                           R"({"Code":"OK","code":"isv.X","ResultModule":true})"}) {
    CAPTURE(body);
    CHECK(precheck(200, body).error().code() == "isv.X");
  }
  CHECK(precheck(200, R"({"Code":5,"ResultCode":"OK"})").error().code() == "SDK.InvalidServerResponse");
}

TEST_CASE("OK is OK to the letter") {
  for (const char* code : {"ok", "Ok", "OK ", " OK", "OKAY", "Success", "200"}) {
    CAPTURE(code);
    const auto outcome = precheck(200, std::string(R"({"Code":")") + code + "\"}");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code() == code);
    CHECK(outcome.error().kind() == ErrorKind::Service);
  }
}

TEST_CASE("A gateway's error keeps its code, message, request id and status") {
  const auto outcome =
      precheck(400, R"({"RequestId":"r-9","HostId":"h","Code":"MissingParameter","Message":"IpAddress is mandatory"})");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == "MissingParameter");
  CHECK(outcome.error().message() == "IpAddress is mandatory");
  CHECK(outcome.error().requestId() == "r-9");
  CHECK(outcome.error().httpStatus() == 400);
  CHECK(outcome.error().kind() == ErrorKind::Service);
}

TEST_CASE("An error status without the service's JSON is a service error that keeps the status") {
  for (const char* body : {"", "<html>502 Bad Gateway</html>", "{}", "[]", "null", R"({"Message":"no code"})",
                           R"({"Code":5})", R"({"Code":"OK")", R"({"Code":""})"}) {
    for (const int status : {400, 404, 429, 500, 502, 503, 599}) {
      CAPTURE(body, status);
      const auto outcome = precheck(status, body);
      REQUIRE_FALSE(outcome);
      CHECK(outcome.error().code() == "SDK.InvalidServerResponse");
      CHECK(outcome.error().kind() == ErrorKind::Service);
      CHECK(outcome.error().httpStatus() == status);
      CHECK(outcome.error().delivery() == Delivery::Answered);
      CHECK(contains(outcome.error().message(), std::to_string(status)));
    }
  }
}

TEST_CASE("OK in an error status is no success") {
  for (const int status : {400, 500}) {
    const auto outcome = precheck(status, kPrecheckBody);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code() == "SDK.InvalidServerResponse");
    CHECK(outcome.error().httpStatus() == status);
  }
}

TEST_CASE("A redirect is an invalid response, whatever it carries") {
  for (const int status : {301, 302, 303, 307, 308, 304, 399}) {
    for (const std::string& body : {std::string(), std::string(kPrecheckBody), std::string(R"({"Code":"isv.X"})")}) {
      CAPTURE(status, body);
      const auto outcome = precheck(status, body);
      REQUIRE_FALSE(outcome);
      CHECK(outcome.error().code() == "SDK.InvalidServerResponse");
      CHECK(outcome.error().kind() == ErrorKind::InvalidResponse);
      CHECK(outcome.error().httpStatus() == status);
    }
  }
}

TEST_CASE("An answer that can't be read keeps the request id, and names the member") {
  const auto outcome =
      precheck(200, R"({"RequestId":"r-5","Code":"OK","ResultModule":{"BandId":1,"UploadBandwidth":"fast"}})");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().requestId() == "r-5");
  CHECK(contains(outcome.error().message(), "ResultModule.UploadBandwidth"));
}

TEST_CASE("An offer that can't be read is named with its place in the list") {
  const auto outcome = precheck(
      200, R"({"Code":"OK","ResultModule":{"BandId":1,"UploadBandwidth":1,"DownloadBandwidth":1,"BandOfferList":[)"
           R"({"OfferId":1,"Bandwidth":1,"Duration":1,"Direction":"UP"},{"OfferId":2}]}})");
  REQUIRE_FALSE(outcome);
  CHECK(contains(outcome.error().message(), "BandOfferList[1].Bandwidth"));
}

TEST_CASE("100,000 nested brackets in an answer cost no stack") {
  const std::string deep(100000, '[');
  CHECK(precheck(200, deep).error().code() == "SDK.InvalidServerResponse");
  CHECK(precheck(500, deep).error().code() == "SDK.InvalidServerResponse");
  std::string body = kPrecheckBody;
  body.insert(1, "\"Unknown\":" + deep + std::string(100000, ']') + ",");
  const auto outcome = precheck(200, body);
  REQUIRE(outcome);
  CHECK(outcome->getResultModule().getBandId() == 1000001);
}

TEST_CASE("A signature mismatch with the client's own string to sign means a wrong secret") {
  for (const char* code : {"SignatureDoesNotMatch", "IncompleteSignature"}) {
    const ClientProfile profile = testProfile();
    const std::string stringToSign = AcsClient(testProfile(), std::make_shared<testing::MockTransport>())
                                         .sign(precheckRequest())
                                         .value()
                                         .stringToSign();
    const auto mock = std::make_shared<testing::MockTransport>();
    mock->enqueueJson(400, std::string(R"({"RequestId":"r","Code":")") + code +
                               R"(","Message":"Specified signature does not match. server string to sign is:)" +
                               stringToSign + "\"}");
    const auto outcome = AcsClient(profile, mock).execute(precheckRequest());
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code() == "SDK.InvalidAccessKeySecret");
    CHECK(outcome.error().kind() == ErrorKind::Service);
    CHECK(outcome.error().requestId() == "r");
    CHECK(outcome.error().httpStatus() == 400);
    CHECK_FALSE(contains(outcome.error().message(), kKeyId));
  }
}

TEST_CASE("A signature mismatch with another string to sign stays one, and its message holds no key") {
  const auto outcome = precheck(
      400,
      R"({"Code":"SignatureDoesNotMatch","Message":"mismatch. server string to sign is:POST&%2F&AccessKeyId%3Dtestid%26SecurityToken%3Dxyz"})");
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == "SignatureDoesNotMatch");
  CHECK(contains(outcome.error().message(), "mismatch"));
  CHECK_FALSE(contains(outcome.error().message(), "testid"));
  CHECK_FALSE(contains(outcome.error().message(), "SecurityToken"));
  CHECK(precheck(400, R"({"Code":"SignatureDoesNotMatch","Message":"no string"})").error().message() == "no string");
}

TEST_CASE("What a server echoes of the key is masked in the error's message") {
  ClientProfile profile = testProfile();
  profile.credentials = std::make_shared<StaticCredentialsProvider>("keyid-0815", "secret-4711", "token+/==");
  const std::string signature =
      AcsClient(profile, std::make_shared<testing::MockTransport>()).sign(precheckRequest()).value().signature();
  profile.environment = Surroundings().environment();
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(403, R"({"Code":"Forbidden.RAM","Message":"keyid-0815 secret-4711 token+/== )" + signature + "\"}");
  const auto outcome = AcsClient(profile, mock).execute(precheckRequest());
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().message() == "*** *** *** ***");

  // As a string to sign holds them, in whatever words the server brings it.
  mock->enqueueJson(400, R"({"Code":"SignatureDoesNotMatch","Message":"Server StringToSign is:[POST&%2F&AccessKeyId%3D)"
                         R"(keyid-0815%26SecurityToken%3Dtoken%252B%252F%253D%253D] once: token%2B%2F%3D%3D"})");
  const std::string told = AcsClient(profile, mock).execute(precheckRequest()).error().toString();
  CHECK_FALSE(contains(told, "token%2"));
  CHECK_FALSE(contains(told, "keyid-0815"));

  mock->enqueueJson(403, R"({"Code":"X.secret-4711","RequestId":"keyid-0815"})");
  CHECK(AcsClient(profile, mock).execute(precheckRequest()).error().toString() == "X.*** : \r\nRequestId : ***");
}

// It would take longer than any test may, were each place where the key stands paid for by the length of the text.
TEST_CASE("A server that echoes the key millions of times keeps nobody busy") {
  ClientProfile profile = testProfile();
  profile.credentials = std::make_shared<StaticCredentialsProvider>("keyid1", "secret-4711");
  constexpr std::size_t kEchoes = 2'500'000;
  std::string echo;
  std::string masked;
  for (std::size_t i = 0; i < kEchoes; ++i) {
    echo += "KeyId1";
    masked += "***";
  }
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(403, R"({"Code":"X","Message":")" + echo + "\"}");
  CHECK((AcsClient(profile, mock).execute(precheckRequest()).error().message() == masked));  // too long to be shown
}
