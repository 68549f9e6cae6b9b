#include <cstdio>
#include <snsuapi/auth/default_credentials_provider.hpp>
#include <snsuapi/snsuapi.hpp>
#include <string>

#if defined(CONSUMER_HAS_COMPANIONS)
#include <snsuapi/batch_precheck.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#endif
#if defined(CONSUMER_HAS_SANDBOX)
#include <snsuapi/sandbox/server.hpp>
#endif

// Fails unless the library that it was linked to is this version's, signs as it should, and throws by type.
int main() {
  snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = "http://127.0.0.1:1";
  profile.http.proxy = "";
  const snsuapi::AcsClient client(profile);
  const auto request = snsuapi::BandPrecheckRequest().setIpAddress("203.0.113.7").setPort(50123);
  bool passed = std::string(snsuapi::version()) == SNSUAPI_VERSION && client.sign(request);
  try {
    client.getAcsResponse(request);
    passed = false;
  } catch (const snsuapi::TransportException& e) {
    passed = passed && e.getDelivery() == snsuapi::Delivery::NotSent;
  }
  snsuapi::DefaultCredentialsOptions absent;
  absent.profile = "a-profile-that-nobody-has";
  passed = passed && !snsuapi::DefaultCredentialsProvider(absent).getCredentials();
#if defined(CONSUMER_HAS_COMPANIONS)
  const auto mock = std::make_shared<snsuapi::testing::MockTransport>();
  mock->enqueueJson(200, R"({"Code":"isv.BAND_CHECK_EXPIRE"})");
  try {
    snsuapi::AcsClient(profile, mock).getAcsResponse(request);
    passed = false;
  } catch (const snsuapi::BandCheckExpireException&) {
  }
  using snsuapi::BatchPrecheck;
  mock->enqueueJson(200, R"({"Code":"isv.BUSINESS_LIMIT_CONTROL"})");
  mock->enqueueJson(200, R"({"Code":"isv.BAND_UNSURPOT_SPEEDUP"})");
  const snsuapi::AcsClient batchClient(profile, mock);
  snsuapi::BatchOptions options;
  options.throttling.baseDelay = std::chrono::milliseconds(1);
  int pulled = 0;
  std::string codes;
  const auto source = [&](snsuapi::BatchItem& item) {
    item.request = request;
    return pulled++ == 0 ? BatchPrecheck::Pull::Item : BatchPrecheck::Pull::End;
  };
  const auto sink = [&](const snsuapi::BatchItem&, const snsuapi::Outcome<snsuapi::BandPrecheckResponse>& outcome) {
    codes += outcome.error().code();
  };
  BatchPrecheck(batchClient, source, sink, options).run();
  passed = passed && codes == "isv.BAND_UNSURPOT_SPEEDUP";
#endif
#if defined(CONSUMER_HAS_SANDBOX)
  const snsuapi::sandbox::Server server;
  profile.endpoint = server.endpoint();
  passed = passed && snsuapi::AcsClient(profile).getAcsResponse(request).getResultModule().getBandId() == 1000001;
#endif
  std::puts(passed ? "consumer: passed" : "consumer: FAILED");
  return passed ? 0 : 1;
}
