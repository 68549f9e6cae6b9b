#include <snsuapi/auth/presigned_request.hpp>

#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using testing::MockTransport;

namespace {

/// What a device has: a profile without a key.
ClientProfile deviceProfile() {
  ClientProfile profile = testProfile();
  profile.credentials = nullptr;
  return profile;
}

template <class Request>
std::string presigned(const Request& request, HttpMethod method = HttpMethod::Post) {
  CallOptions options;
  options.method = method;
  return PresignedRequest(AcsClient(testProfile()).sign(request, options).value()).serialize();
}

}  // namespace

TEST_CASE("A device without a key sends what a backend has signed, as it is, to its own endpoint") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    const std::string text = presigned(precheckRequest(), method);
    const auto request = Presigned<BandPrecheckRequest>::parse(text);
    REQUIRE(request);
    CHECK(request->getAction() == "BandPrecheck");
    const auto mock = std::make_shared<MockTransport>();
    mock->enqueueJson(200, kPrecheckBody);
    mock->enqueueJson(200, kPrecheckBody);
    ClientProfile profile = deviceProfile();
    profile.endpoint = "https://another.example";
    const AcsClient client(profile, mock);
    const auto outcome = client.execute(*request);
    REQUIRE(outcome);
    CHECK(outcome->getResultModule().getBandId() == 1000001);
    CHECK(client.submit(*request).get());

    CallOptions options;
    options.method = method;
    const SignedRequest original = AcsClient(testProfile()).sign(precheckRequest(), options).value();
    for (const auto& sent : mock->requests()) {
      CHECK(sent.method == original.http.method);
      CHECK(sent.body == original.http.body);
      CHECK(sent.url.rfind("https://another.example/", 0) == 0);
      CHECK(sent.url.substr(sent.url.find('/', 8)) == original.http.url.substr(original.http.url.find('/', 8)));
      CHECK(sent.parameters.count("Signature") == 1);
    }
  }
}

TEST_CASE("A presigned request is one line of ASCII, and reads back as itself") {
  const std::string text = presigned(orderRequest());
  CHECK(text.rfind("POST AccessKeyId=testid&Action=BandOfferOrder&", 0) == 0);
  CHECK(text.find_first_of("\r\n") == std::string::npos);
  CHECK(Presigned<BandOfferOrderRequest>::parse(text)->serialize() == text);
}

TEST_CASE("What is no presigned request of this action is refused") {
  const std::string good = presigned(precheckRequest());
  const std::string form = good.substr(5);
  for (const std::string& text :
       {std::string(), std::string("POST"), std::string("POST "), form, "PUT " + form, "post " + form, "POST  " + form,
        good + "\r\n", good + "\r\nX-Evil: 1", good + std::string(1, '\0'), good + "\xE4", good.substr(0, 60),
        good + std::string(9000, 'x'), std::string("POST Action=BandPrecheck"),
        std::string("POST Action=BandPrecheck&Signature="), presigned(orderRequest())}) {
    CAPTURE(text);
    const auto request = Presigned<BandPrecheckRequest>::parse(text);
    REQUIRE_FALSE(request);
    CHECK(request.error().code() == "SDK.InvalidParameter");
    CHECK_FALSE(contains(request.error().message(), "AccessKeyId"));
  }
}

TEST_CASE("A presigned request is tried again, unchanged, only when nothing of it was sent") {
  const Error neverSent(ErrorKind::Transport, "SDK.ConnectTimeout", "scripted", Delivery::NotSent);
  const Error lost(ErrorKind::Transport, "SDK.ServerUnreachable", "scripted", Delivery::Unknown);
  const auto request = Presigned<BandPrecheckRequest>::parse(presigned(precheckRequest())).value();
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(neverSent);
  mock->enqueueError(lost);
  CallOptions options;
  options.retry = 3;
  CHECK(AcsClient(deviceProfile(), mock).execute(request, options).error().code() == "SDK.ServerUnreachable");
  REQUIRE(mock->requests().size() == 2);
  CHECK(mock->requests()[0].body == mock->requests()[1].body);
}

TEST_CASE("No error of a presigned request holds its key, its token or its signature") {
  ClientProfile profile = testProfile();
  profile.credentials =
      std::make_shared<StaticCredentialsProvider>("LTAI-of-the-backend", kSecret, "token-of-the-backend");
  const SignedRequest made = AcsClient(profile).sign(precheckRequest()).value();
  const auto request = Presigned<BandPrecheckRequest>::parse(PresignedRequest(made).serialize()).value();
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueJson(
      400, R"({"Code":"Echo","Message":"LTAI-of-the-backend token-of-the-backend )" + made.signature() + R"("})");
  const Error error = AcsClient(deviceProfile(), mock).execute(request).error();
  CHECK(error.code() == "Echo");
  for (const std::string& secret : {std::string("LTAI"), std::string("token-of"), made.signature()}) {
    CHECK_FALSE(contains(error.toString(), secret));
  }
}
