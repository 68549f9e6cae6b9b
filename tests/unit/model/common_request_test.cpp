#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

Outcome<CommonResponse> call(const CommonRequest& request, testing::MockTransport& mock,
                             const std::shared_ptr<testing::MockTransport>& transport) {
  mock.enqueueJson(200, R"({"Code":"OK"})");
  return AcsClient(testProfile(), transport).execute(request);
}

}  // namespace

TEST_CASE("Any action is called by name, with its parameters as they are") {
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(201, R"({"RequestId":"r","Code":"OK","Message":"m", "ResultModule" : [1, "\"]"] ,"x":1})");
  CommonRequest request;
  request.setAction("NewAction").putParameter("中 文", "值&=").putParameter("Empty", "").setOwnerId(5);
  const CommonResponse response = AcsClient(testProfile(), mock).getCommonResponse(request);
  auto parameters = commonParameters("NewAction");
  parameters["中 文"] = "值&=";
  parameters["Empty"] = "";
  parameters["OwnerId"] = "5";
  CHECK(withoutSignature(mock->requests().at(0).parameters) == parameters);
  CHECK(response.getHttpStatus() == 201);
  CHECK(response.getRequestId() == "r");
  CHECK(response.getResultMessage() == "m");
  CHECK(response.getData() == R"({"RequestId":"r","Code":"OK","Message":"m", "ResultModule" : [1, "\"]"] ,"x":1})");
  CHECK(response.getResultModule() == R"([1, "\"]"])");
}

TEST_CASE("A parameter of a common one's name takes its place, and the last value counts") {
  const auto mock = std::make_shared<testing::MockTransport>();
  CommonRequest request;
  request.setAction("A").setVersion("2020-01-01").putParameter("Format", "XML");
  request.putParameter("Timestamp", "2000-01-01T00:00:00Z").putParameter("SignatureNonce", "n");
  request.putParameter("Format", "JSON2");
  CHECK(call(request, *mock, mock));
  const auto sent = mock->requests().at(0);
  CHECK(sent.parameters.at("Version") == "2020-01-01");
  CHECK(sent.parameters.at("Format") == "JSON2");
  CHECK(sent.parameters.at("Timestamp") == "2000-01-01T00:00:00Z");
  CHECK(sent.parameters.at("SignatureNonce") == "n");
}

TEST_CASE("A common request can't be sent without an action, or with what would break it") {
  const auto refused = [](const CommonRequest& request) {
    const auto mock = std::make_shared<testing::MockTransport>();
    const auto outcome = AcsClient(testProfile(), mock).execute(request);
    CHECK(mock->requests().empty());
    CHECK(outcome.error().kind() == ErrorKind::InvalidParameter);
    return outcome.error().message();
  };
  CHECK(contains(refused(CommonRequest()), "Action"));
  CHECK(contains(refused(CommonRequest().setAction("A\r\nX-Injected: 1")), "Action"));
  CHECK(contains(refused(CommonRequest().setAction("A").setVersion("1\n2")), "Version"));
  CHECK(contains(refused(CommonRequest().setAction("A").putParameter("Action", "1\n2")), "Action"));
  CHECK(contains(refused(CommonRequest().setAction("A").putParameter("", "x")), "empty name"));
  CHECK(contains(refused(CommonRequest().setAction("A").putParameter("Signature", "x")), "Signature"));
}

TEST_CASE("A common request counts as changing state unless it says otherwise") {
  for (const bool readOnly : {false, true}) {
    const auto mock = std::make_shared<testing::MockTransport>();
    mock->enqueueError(Error(ErrorKind::Transport, "SDK.ReadTimeout", "", Delivery::Unknown));
    mock->enqueueJson(200, R"({"Code":"OK"})");
    CommonRequest request;
    request.setAction("A");
    if (readOnly) request.setReadOnly(true);
    CallOptions options;
    options.retry = 1;
    CHECK(static_cast<bool>(AcsClient(testProfile(), mock).execute(request, options)) == readOnly);
    CHECK(mock->requests().size() == (readOnly ? 2u : 1u));
  }
}

TEST_CASE("A code other than OK is an error for a common request too") {
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(200, R"({"Code":"isv.INVALID_PARAMETERS","Message":"m"})");
  CommonRequest request;
  request.setAction("A");
  CHECK_THROWS_AS(AcsClient(testProfile(), mock).getCommonResponse(request), InvalidParametersException);
}
