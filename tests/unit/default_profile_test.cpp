#include <snsuapi/acs_client.hpp>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/model/band_status_query.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using snsuapi::DefaultProfile;
using snsuapi_test::contains;
using snsuapi_test::ScopedEnvironment;

namespace {

// The table of endpoints is the process's: every test has a region of its own.
std::string urlIn(const std::string& region) {
  snsuapi::ClientProfile profile = snsuapi_test::testProfile();
  profile.regionId = region;
  const snsuapi::AcsClient client(profile, std::make_shared<snsuapi::testing::MockTransport>());
  return client.sign(snsuapi::BandStatusQueryRequest().setBandId(1)).value().http.url;
}

}  // namespace

TEST_CASE("A profile has the region and the key that it was made with, and safe defaults") {
  const snsuapi::ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "id", "secret", "token");
  CHECK(profile.regionId == "cn-hangzhou");
  REQUIRE(profile.credentials);
  const auto credentials = profile.credentials->getCredentials().value();
  CHECK(credentials->accessKeyId() == "id");
  CHECK(credentials->accessKeySecret() == "secret");
  CHECK(credentials->securityToken() == "token");
  CHECK(profile.endpoint.empty());
  CHECK(profile.method == snsuapi::HttpMethod::Post);
  CHECK(profile.http.connectTimeout == std::chrono::seconds(5));
  CHECK(profile.http.readTimeout == std::chrono::seconds(10));
  CHECK_FALSE(profile.http.proxy);
  CHECK(profile.http.maxResponseBytes == 1048576);
}

TEST_CASE("A profile without a key takes the environment's") {
  const ScopedEnvironment environment({{"ALIBABA_CLOUD_ACCESS_KEY_ID", "env-id"},
                                       {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "env-secret"},
                                       {"ALIBABA_CLOUD_SECURITY_TOKEN", nullptr}});
  const snsuapi::ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou");
  CHECK(profile.credentials->getCredentials().value()->accessKeyId() == "env-id");
}

TEST_CASE("The three-argument addEndpoint sets the endpoint of a region") {
  DefaultProfile::addEndpoint("three-arguments", "Snsuapi", "three.example:8443");
  CHECK(urlIn("three-arguments") == "https://three.example:8443/");
  CHECK(urlIn("three-arguments-not") == "https://snsuapi.aliyuncs.com/");
}

TEST_CASE("The four-argument addEndpoint ignores its first argument") {
  DefaultProfile::addEndpoint("some name", "four-arguments", "Snsuapi", "four.example");
  CHECK(urlIn("four-arguments") == "https://four.example/");
  DefaultProfile::addEndpoint("four-arguments-2", "four-arguments-3", "Snsuapi", "http://four.example");
  CHECK(urlIn("four-arguments-2") == "https://snsuapi.aliyuncs.com/");
  CHECK(urlIn("four-arguments-3") == "http://four.example/");
}

TEST_CASE("addEndpoint takes region and product without regard to case") {
  DefaultProfile::addEndpoint("Any-Case", "SNSUAPI", "case.example");
  CHECK(urlIn("any-case") == "https://case.example/");
  CHECK(urlIn("ANY-CASE") == "https://case.example/");
}

TEST_CASE("addEndpoint for another product does not change this one's") {
  DefaultProfile::addEndpoint("other-product", "Ecs", "ecs.example");
  CHECK(urlIn("other-product") == "https://snsuapi.aliyuncs.com/");
}

TEST_CASE("addEndpoint refuses what is no region, product or endpoint, and sets nothing") {
  for (const char* region : {"", "cn hangzhou", "cn.hangzhou", "cn/hangzhou", "cn-hangzhou\n", "中国"}) {
    CAPTURE(region);
    const auto added = DefaultProfile::tryAddEndpoint(region, "Snsuapi", "host.example");
    REQUIRE_FALSE(added);
    CHECK(added.error().code() == "SDK.InvalidParameter");
    CHECK(contains(added.error().message(), "RegionId"));
  }
  const auto noProduct = DefaultProfile::tryAddEndpoint("refused-endpoint", "", "host.example");
  REQUIRE_FALSE(noProduct);
  CHECK(noProduct.error().code() == "SDK.InvalidParameter");
  for (const char* domain : {"", "http://user:hunter2@host", "host/path", "ftp://host", "host:0", "host\r\n"}) {
    CAPTURE(domain);
    const auto added = DefaultProfile::tryAddEndpoint("refused-endpoint", "Snsuapi", domain);
    REQUIRE_FALSE(added);
    CHECK(added.error().code() == "SDK.EndpointResolvingError");
    CHECK_FALSE(contains(added.error().message(), "hunter2"));
  }
  CHECK(urlIn("refused-endpoint") == "https://snsuapi.aliyuncs.com/");
}

TEST_CASE("addEndpoint throws what tryAddEndpoint returns") {
  CHECK_THROWS_AS(DefaultProfile::addEndpoint("throwing", "Snsuapi", "host/path"), snsuapi::ClientException);
  CHECK_THROWS_AS(DefaultProfile::addEndpoint("name", "throwing", "Snsuapi", "host/path"), snsuapi::ClientException);
  CHECK_NOTHROW(DefaultProfile::addEndpoint("throwing", "Snsuapi", "host"));
}
