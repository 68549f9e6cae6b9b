#include <snsuapi/auth/uri_credentials_provider.hpp>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>

#include "lifecycle/failing_allocator.hpp"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi_test;
using snsuapi::testing::MockTransport;

namespace {

/// Two calls, one after the other, whose key can't be fetched; in the first an allocation fails, too. False when it has
/// none of that number.
bool callTwice(std::size_t number) {
  const auto keys = std::make_shared<MockTransport>();
  for (int i = 0; i < 2; ++i) keys->enqueueJson(500, "{}");
  snsuapi::UriCredentialsOptions options;
  options.uri = "http://127.0.0.1:1/keys";
  options.transport = keys;
  snsuapi::ClientProfile profile = testProfile();
  profile.credentials = std::make_shared<snsuapi::UriCredentialsProvider>(options);
  const auto service = std::make_shared<MockTransport>();
  const snsuapi::AcsClient client(profile, service);
  const auto request = precheckRequest();
  bool hasFailed = false;
  {
    const FailingAllocation failing(number);
    static_cast<void>(client.execute(request));
    hasFailed = FailingAllocation::hasFailed();
  }
  CAPTURE(number);
  CHECK(client.execute(request).error().code() == "SDK.CredentialsRefreshFailed");
  CHECK(service->requests().empty());
  return hasFailed;
}

}  // namespace

TEST_CASE("When there is no memory to keep why a fetch failed, the next call fails for the same reason") {
  std::size_t number = 1;
  while (callTwice(number)) ++number;
  CHECK(number > 10);
}
