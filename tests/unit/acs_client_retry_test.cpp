#include <memory>
#include <new>
#include <set>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::milliseconds;
using testing::MockTransport;

namespace {

const Error kLost(ErrorKind::Transport, "SDK.ServerUnreachable", "scripted", Delivery::Unknown);
const Error kNeverSent(ErrorKind::Transport, "SDK.ConnectTimeout", "scripted", Delivery::NotSent);

constexpr const char* kBusy = R"({"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"slow down"})";

// How many attempts a call with up to 3 retries makes when every answer is the same.
template <class Request, class Enqueue>
std::size_t attempts(const Request& request, Enqueue enqueue, int retries = 3) {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 10; ++i) enqueue(*mock);
  CallOptions options;
  options.retry = retries;
  CHECK_FALSE(AcsClient(testProfile(), mock).execute(request, options));
  return mock->requests().size();
}

}  // namespace

namespace {

/// Has no memory left when it is to wait for the second time.
class OutOfMemoryInTheSecondPause final : public Environment {
 public:
  void wait(milliseconds) override {
    if (++waits_ == 2) throw std::bad_alloc();
  }

 private:
  int waits_ = 0;
};

}  // namespace

TEST_CASE("A call that ends between its attempts tells of those before the last that they may have arrived") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(kLost);
  mock->enqueueError(kNeverSent);
  ClientProfile profile = testProfile();
  profile.environment = std::make_shared<OutOfMemoryInTheSecondPause>();
  CallOptions options;
  options.retry = 3;
  const auto outcome = AcsClient(profile, mock).execute(precheckRequest(), options);
  CHECK(outcome.error().code() == "SDK.OutOfMemory");
  CHECK(outcome.error().delivery() == Delivery::Unknown);
  CHECK(mock->requests().size() == 2);
}

TEST_CASE("Nothing is retried unless it was asked for") {
  CHECK(attempts(
            precheckRequest(), [](MockTransport& m) { m.enqueueError(kNeverSent); }, 0) == 1);
  CHECK(attempts(
            orderRequest(), [](MockTransport& m) { m.enqueueError(kNeverSent); }, 0) == 1);
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(kNeverSent);
  CHECK_THROWS_AS(AcsClient(testProfile(), mock).getAcsResponse(precheckRequest(), false, 5), TransportException);
  CHECK(mock->requests().size() == 1);
}

TEST_CASE("What changes nothing is retried after transport errors, HTTP 5xx and throttling") {
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueError(kLost); }) == 4);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueError(kNeverSent); }) == 4);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(503, "<html>"); }) == 4);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(200, kBusy); }) == 4);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(429, ""); }) == 4);
  CHECK(attempts(statusRequest(), [](MockTransport& m) { m.enqueueError(kLost); }) == 4);
  CHECK(attempts(mobileStatusRequest(), [](MockTransport& m) { m.enqueueError(kLost); }) == 4);
}

TEST_CASE("What changes nothing is not retried after an answer that another attempt would not change") {
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(200, R"({"Code":"isv.X"})"); }) == 1);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(200, R"({"Code":"isp.X"})"); }) == 1);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(400, R"({"Code":"X"})"); }) == 1);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(200, "garbage"); }) == 1);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) { m.enqueueJson(302, ""); }) == 1);
  CHECK(attempts(precheckRequest(), [](MockTransport& m) {
          m.enqueueError(Error(ErrorKind::Configuration, "SDK.InvalidProxy", "scripted"));
        }) == 1);
}

TEST_CASE("What changes state is retried only when no byte of it left") {
  const auto lost = [](MockTransport& m) { m.enqueueError(kLost); };
  const auto neverSent = [](MockTransport& m) { m.enqueueError(kNeverSent); };
  const auto unavailable = [](MockTransport& m) { m.enqueueJson(503, ""); };
  const auto busy = [](MockTransport& m) { m.enqueueJson(200, kBusy); };
  CHECK(attempts(orderRequest(), neverSent) == 4);
  CHECK(attempts(orderRequest(), lost) == 1);
  CHECK(attempts(orderRequest(), unavailable) == 1);
  CHECK(attempts(orderRequest(), busy) == 1);
  CHECK(attempts(startRequest(), lost) == 1);
  CHECK(attempts(stopRequest(), lost) == 1);
  CHECK(attempts(mobileStartRequest(), lost) == 1);
  CHECK(attempts(mobileStopRequest(), lost) == 1);
}

TEST_CASE("An order that never left is retried until it leaves, and then no more") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(kNeverSent);
  mock->enqueueError(kLost);
  mock->enqueueJson(200, kOrderBody);
  CallOptions options;
  options.retry = 3;
  const auto outcome = AcsClient(testProfile(), mock).execute(orderRequest(), options);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().delivery() == Delivery::Unknown);
  CHECK(mock->requests().size() == 2);
}

TEST_CASE("A retry that succeeds gives the response, each attempt signed anew") {
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(kLost);
  mock->enqueueJson(502, "<html>");
  mock->enqueueJson(200, kPrecheckBody);
  const Surroundings surroundings;
  const BandPrecheckResponse response =
      AcsClient(testProfile(surroundings), mock).getAcsResponse(precheckRequest(), true, 3);
  CHECK(response.getResultModule().getBandId() == 1000001);
  std::set<std::string> nonces;
  std::set<std::string> times;
  std::set<std::string> signatures;
  for (const auto& request : mock->requests()) {
    nonces.insert(request.parameters.at("SignatureNonce"));
    times.insert(request.parameters.at("Timestamp"));
    signatures.insert(request.parameters.at("Signature"));
  }
  CHECK(nonces.size() == 3);
  CHECK(times.size() == 3);
  CHECK(signatures.size() == 3);
  CHECK(surroundings.waits().size() == 2);
}

TEST_CASE("The waits between attempts grow, with jitter, and stay within the policy") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 5; ++i) mock->enqueueError(kLost);
  const Surroundings surroundings;
  CallOptions options;
  options.retry.maxRetries = 4;
  options.retry.baseDelay = milliseconds(100);
  options.retry.maxDelay = milliseconds(400);
  CHECK_FALSE(AcsClient(testProfile(surroundings), mock).execute(precheckRequest(), options));
  const auto waits = surroundings.waits();
  REQUIRE(waits.size() == 4);
  const milliseconds most[] = {milliseconds(100), milliseconds(200), milliseconds(400), milliseconds(400)};
  for (std::size_t i = 0; i < waits.size(); ++i) {
    CAPTURE(i, waits[i].count());
    CHECK(waits[i] >= most[i] / 2);
    CHECK(waits[i] <= most[i]);
  }
}

TEST_CASE("The total timeout bounds all attempts and waits together") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 100; ++i) mock->enqueueError(kLost);
  const Surroundings surroundings;
  CallOptions options;
  options.retry.maxRetries = 99;
  options.retry.baseDelay = options.retry.maxDelay = milliseconds(400);
  options.totalTimeout = milliseconds(1000);
  CHECK_FALSE(AcsClient(testProfile(surroundings), mock).execute(precheckRequest(), options));
  milliseconds sum{0};
  for (const milliseconds wait : surroundings.waits()) sum += wait;
  CHECK(sum < milliseconds(1000));
  CHECK(mock->requests().size() == surroundings.waits().size() + 1);
  CHECK(mock->requests().size() <= 6);
}

TEST_CASE("An attempt that was not sent, after one that may have arrived, is told as such") {
  class OnceASigner final : public DelegatedSigner {
   public:
    OnceASigner() : DelegatedSigner(kKeyId) {}
    Outcome<std::string> sign(const SigningRequest&) override {
      return count_++ == 0 ? std::string(27, 'A') + '=' : "";
    }

   private:
    int count_ = 0;
  };
  ClientProfile profile = testProfile();
  profile.signer = std::make_shared<OnceASigner>();
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(kLost);
  CallOptions options;
  options.retry = 1;
  const Error error = AcsClient(profile, mock).execute(precheckRequest(), options).error();
  CHECK(error.code() == "SDK.SigningFailure");
  CHECK(error.kind() == ErrorKind::Configuration);
  CHECK(error.delivery() == Delivery::Unknown);
  CHECK(contains(error.message(),
                 "28 characters); nothing was sent (in the last attempt; one before it may have arrived)"));
}

TEST_CASE("A key that changes between attempts signs the next one") {
  class Rotating final : public CredentialsProvider {
   public:
    Outcome<std::shared_ptr<const Credentials>> getCredentials() override {
      return std::shared_ptr<const Credentials>(
          std::make_shared<Credentials>("id-" + std::to_string(++count_), "secret"));
    }

   private:
    int count_ = 0;
  };
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueError(kLost);
  mock->enqueueJson(200, kPrecheckBody);
  ClientProfile profile = testProfile();
  profile.credentials = std::make_shared<Rotating>();
  CHECK(AcsClient(profile, mock).getAcsResponse(precheckRequest(), true, 1).getResultCode() == "OK");
  CHECK(mock->requests().at(0).parameters.at("AccessKeyId") == "id-1");
  CHECK(mock->requests().at(1).parameters.at("AccessKeyId") == "id-2");
}
