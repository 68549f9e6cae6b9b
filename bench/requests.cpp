#include "requests.hpp"

#include <chrono>
#include <string_view>
#include <vector>

namespace snsuapi_bench {

using namespace snsuapi;

ClientProfile profileFor(const std::string& endpoint) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  // Whatever else the machine does: what is measured is not how patient a client is.
  profile.http.connectTimeout = profile.http.readTimeout = profile.http.totalTimeout = std::chrono::minutes(2);
  return profile;
}

BandPrecheckRequest precheck() {
  BandPrecheckRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123);
  return request;
}

FloorRequest floorRequest(const std::string& endpoint) {
  const SignedRequest signedRequest = AcsClient(profileFor(endpoint)).sign(precheck()).value();
  std::vector<std::string> headers;
  signedRequest.http.headers.forEach([&headers](std::string_view name, std::string_view value) {
    if (name != "Content-Type") headers.push_back(std::string(name) + ": " + std::string(value));
  });
  return {signedRequest.http.url, headers, signedRequest.http.body};
}

}  // namespace snsuapi_bench
