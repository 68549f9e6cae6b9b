#pragma once

#include <snsuapi/snsuapi.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

inline constexpr const char* kToken = "sts-token-of-the-tests+/==";

/// A profile for an endpoint, with a temporary key, so that every secret there is goes over the wire. Its timeouts are
/// far longer than any test needs.
inline snsuapi::ClientProfile networkProfile(const std::string& endpoint) {
  snsuapi::ClientProfile profile = testProfile();
  profile.credentials = std::make_shared<snsuapi::StaticCredentialsProvider>(kKeyId, kSecret, kToken);
  profile.endpoint = endpoint;
  profile.http.connectTimeout = profile.http.readTimeout = profile.http.totalTimeout = std::chrono::seconds(60);
  return profile;
}

/// Calls with a precheck by the given method, and checks that the failure's texts hold nothing that is secret.
inline snsuapi::Error failureOf(const snsuapi::AcsClient& client,
                                snsuapi::HttpMethod method = snsuapi::HttpMethod::Post) {
  snsuapi::CallOptions options;
  options.method = method;
  const auto outcome = client.execute(precheckRequest(), options);
  CHECK_FALSE(outcome);
  const snsuapi::Error& error = outcome.error();
  CHECK_FALSE(error.message().empty());
  for (const char* secret : {kKeyId, kSecret, kToken, "sts-token", "Signature", "AccessKeyId", "?", "IpAddress"}) {
    CAPTURE(error.message());
    CHECK_FALSE(contains(error.toString(), secret));
  }
  return error;
}

inline snsuapi::Error failureOf(const snsuapi::ClientProfile& profile,
                                snsuapi::HttpMethod method = snsuapi::HttpMethod::Post) {
  return failureOf(snsuapi::AcsClient(profile), method);
}

}  // namespace snsuapi_test
