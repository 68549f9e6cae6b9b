#include <memory>
#include <nlohmann/json.hpp>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_data.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::milliseconds;
using testing::MockTransport;

namespace {

SignedRequest signedBy(const ClientProfile& profile, const CallOptions& options = {}) {
  return AcsClient(profile, std::make_shared<MockTransport>()).sign(precheckRequest(), options).value();
}

Error refusal(const ClientProfile& profile, const CallOptions& options = {}) {
  const auto mock = std::make_shared<MockTransport>();
  const auto outcome = AcsClient(profile, mock).execute(precheckRequest(), options);
  CHECK(mock->requests().empty());
  CHECK(outcome.error().delivery() == Delivery::NotSent);
  return outcome.error();
}

}  // namespace

TEST_CASE("A post carries everything in its body, and few headers, which are the same for every action") {
  const HttpRequest request = signedBy(testProfile()).http;
  CHECK(request.method == "POST");
  CHECK(request.url == "https://snsuapi.aliyuncs.com/");
  CHECK(request.headers.get("Content-Type") == "application/x-www-form-urlencoded");
  CHECK(request.headers.get("Accept") == "application/json");
  CHECK(request.headers.get("User-Agent")->rfind("AlibabaCloud (", 0) == 0);
  CHECK(AcsClient(testProfile()).sign(orderRequest()).value().http.headers == request.headers);
  CHECK(contains(request.body, "&Signature="));
  CHECK(contains(request.body, "Timestamp=2018-07-09T08%3A00%3A00Z"));
}

TEST_CASE("A get carries everything in its URL") {
  ClientProfile profile = testProfile();
  profile.method = HttpMethod::Get;
  const HttpRequest request = signedBy(profile).http;
  CHECK(request.method == "GET");
  CHECK(request.body.empty());
  CHECK(request.url.rfind("https://snsuapi.aliyuncs.com/?AccessKeyId=testid&Action=BandPrecheck&", 0) == 0);
  CHECK(contains(request.url, "&Signature="));
  CHECK_FALSE(request.headers.get("Content-Type"));
}

TEST_CASE("The client signs as the golden vectors do") {
  std::size_t checked = 0;
  for (const auto& vector : nlohmann::json::parse(readData("rpc_signatures.json"))) {
    const auto& parameters = vector["params"];
    if (!parameters.contains("Action")) continue;
    CAPTURE(vector["name"].get<std::string>());
    ClientProfile profile = testProfile();
    profile.regionId.clear();
    profile.credentials = std::make_shared<StaticCredentialsProvider>(parameters["AccessKeyId"].get<std::string>(),
                                                                      vector["accessKeySecret"].get<std::string>());
    CommonRequest request;
    request.setAction(parameters["Action"].get<std::string>());
    for (const auto& [name, value] : parameters.items()) {
      if (name != "Action") request.putParameter(name, value.get<std::string>());
    }
    CallOptions options;
    options.method = vector["method"] == "GET" ? HttpMethod::Get : HttpMethod::Post;
    // The client always sends Timestamp: a vector that spells it otherwise is not its to meet.
    if (!parameters.contains("Timestamp")) continue;
    const auto made = AcsClient(profile, std::make_shared<MockTransport>()).sign(request, options);
    REQUIRE(made);
    CHECK(made->stringToSign() == vector["stringToSign"].get<std::string>());
    CHECK(made->signature() == vector["signature"].get<std::string>());
    ++checked;
  }
  CHECK(checked >= 10);
}

TEST_CASE("A security token is sent with a temporary key, and never empty") {
  ClientProfile profile = testProfile();
  CHECK_FALSE(contains(signedBy(profile).http.body, "SecurityToken"));
  profile.credentials = std::make_shared<StaticCredentialsProvider>("id", "secret", "tok/en=");
  CHECK(contains(signedBy(profile).http.body, "&SecurityToken=tok%2Fen%3D&"));
}

TEST_CASE("Without a region no RegionId is sent") {
  ClientProfile profile = testProfile();
  CHECK(contains(signedBy(profile).http.body, "RegionId=cn-hangzhou"));
  profile.regionId.clear();
  CHECK_FALSE(contains(signedBy(profile).http.body, "RegionId"));
}

TEST_CASE("The endpoint is the call's, else addEndpoint's, else the profile's, else the built-in one") {
  ClientProfile profile = testProfile();
  profile.regionId = "endpoint-order";
  CHECK(signedBy(profile).http.url == "https://snsuapi.aliyuncs.com/");
  profile.endpoint = "http://profile.example:1";
  CHECK(signedBy(profile).http.url == "http://profile.example:1/");
  DefaultProfile::addEndpoint("endpoint-order", "Snsuapi", "added.example:2");
  CHECK(signedBy(profile).http.url == "https://added.example:2/");
  CallOptions options;
  options.endpoint = "http://call.example:3";
  CHECK(signedBy(profile, options).http.url == "http://call.example:3/");
}

TEST_CASE("addEndpoint counts for a client that was made before it") {
  ClientProfile profile = testProfile();
  profile.regionId = "added-later";
  const AcsClient client(profile, std::make_shared<MockTransport>());
  DefaultProfile::addEndpoint("added-later", "Snsuapi", "later.example");
  CHECK(client.sign(precheckRequest())->http.url == "https://later.example/");
}

TEST_CASE("A call's options go before the profile's") {
  ClientProfile profile = testProfile();
  CallOptions options;
  options.regionId = "cn-shanghai";
  options.method = HttpMethod::Get;
  options.connectTimeout = milliseconds(1);
  options.readTimeout = milliseconds(2);
  options.totalTimeout = milliseconds(3);
  const HttpRequest request = signedBy(profile, options).http;
  CHECK(request.method == "GET");
  CHECK(contains(request.url, "RegionId=cn-shanghai"));
  CHECK(request.connectTimeout == milliseconds(1));
  CHECK(request.readTimeout == milliseconds(2));
  CHECK(request.totalTimeout == milliseconds(3));
  const HttpRequest plain = signedBy(profile).http;
  CHECK(plain.connectTimeout == profile.http.connectTimeout);
  CHECK(plain.readTimeout == profile.http.readTimeout);
  CHECK(plain.totalTimeout == profile.http.totalTimeout);
}

TEST_CASE("A profile or options that can't be used are refused before anything is sent") {
  class WithoutNonces final : public snsuapi::Environment {
    std::string nonce() override { return {}; }
  };
  const auto with = [](auto change) {
    ClientProfile profile = testProfile();
    change(profile);
    return refusal(profile);
  };
  CHECK(with([](ClientProfile& p) { p.regionId = "cn hangzhou"; }).code() == "SDK.InvalidParameter");
  CHECK(with([](ClientProfile& p) { p.endpoint = "http://host/path"; }).code() == "SDK.EndpointResolvingError");
  CHECK(with([](ClientProfile& p) { p.credentials = nullptr; }).code() == "SDK.CredentialsUnavailable");
  CHECK(with([](ClientProfile& p) { p.credentials = std::make_shared<StaticCredentialsProvider>("", ""); }).code() ==
        "SDK.CredentialsUnavailable");
  CHECK(contains(with([](ClientProfile& p) { p.userAgent = "x\r\nInjected: 1"; }).message(), "userAgent"));
  CHECK(contains(with([](ClientProfile& p) { p.http.connectTimeout = milliseconds(0); }).message(), "connectTimeout"));
  CHECK(contains(with([](ClientProfile& p) { p.http.readTimeout = milliseconds(-1); }).message(), "readTimeout"));
  CHECK(contains(with([](ClientProfile& p) { p.http.totalTimeout = milliseconds(0); }).message(), "totalTimeout"));
  CHECK(contains(with([](ClientProfile& p) { p.environment = std::make_shared<WithoutNonces>(); }).message(), "Nonce"));

  CallOptions options;
  options.retry = -1;
  CHECK(contains(refusal(testProfile(), options).message(), "maxRetries"));
  options = {};
  options.endpoint = "";
  CHECK(refusal(testProfile(), options).code() == "SDK.EndpointResolvingError");
  options = {};
  options.regionId = "x/y";
  CHECK(refusal(testProfile(), options).code() == "SDK.InvalidParameter");
}

TEST_CASE("A client on a null transport says so") {
  const auto outcome = AcsClient(testProfile(), nullptr).execute(precheckRequest());
  CHECK(outcome.error().code() == "SDK.InvalidProfile");
}

TEST_CASE("The default nonce is new for each request") {
  ClientProfile profile = testProfile();
  profile.environment = nullptr;
  CHECK(signedBy(profile).http.body != signedBy(profile).http.body);
}

TEST_CASE("A client can be moved") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueJson(200, kPrecheckBody);
  AcsClient first(testProfile(), mock);
  DefaultAcsClient second(std::move(first));
  CHECK(second.execute(precheckRequest()));
  first = std::move(second);
  mock->enqueueJson(200, kPrecheckBody);
  CHECK(first.execute(precheckRequest()));
}

TEST_CASE("getAcsResponse returns the response, and throws what execute returns") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueJson(200, kPrecheckBody);
  mock->enqueueJson(200, R"({"RequestId":"r","Code":"isv.BAND_CHECK_EXPIRE","Message":"m"})");
  mock->enqueueError(Error(ErrorKind::Transport, "SDK.ReadTimeout", "m", Delivery::Unknown));
  const AcsClient client(testProfile(), mock);
  CHECK(client.getAcsResponse(precheckRequest()).getResultModule().getBandId() == 1000001);
  try {
    client.getAcsResponse(orderRequest());
    FAIL("an expired precheck must throw");
  } catch (const BandCheckExpireException& e) {
    CHECK(e.getRequestId() == "r");
    CHECK(e.getHttpStatus() == 200);
    CHECK(e.getDelivery() == Delivery::Answered);
  }
  CHECK_THROWS_AS(client.getAcsResponse(precheckRequest()), TransportException);
}
