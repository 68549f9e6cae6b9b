#include <snsuapi/auth/ecs_ram_role_credentials_provider.hpp>
#include <snsuapi/auth/uri_credentials_provider.hpp>

#include "injection/wire.hpp"
#include "support/catch.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

TEST_CASE("A credentials URI that holds what no URL does is refused, and nobody is asked") {
  Recorder recorder;
  for (const std::string& text : {std::string("\r\nX-Injected: 1"), std::string("\n"), std::string("\0hunter2", 8),
                                  std::string(" HTTP/1.1"), std::string("\x7F")}) {
    for (const std::string& uri : {recorder.endpoint() + "/hunter2" + text, recorder.endpoint() + text + "/hunter2"}) {
      CAPTURE(uri);
      UriCredentialsOptions options;
      options.uri = uri;
      UriCredentialsProvider provider(options);
      const auto outcome = provider.getCredentials();
      REQUIRE_FALSE(outcome);
      CHECK(outcome.error().code() == "SDK.CredentialsRefreshFailed");
      CHECK(contains(outcome.error().message(), "credentials URI"));
      CHECK_FALSE(contains(outcome.error().message(), "hunter2"));
      CHECK(outcome.error().message().find_first_of(std::string("\r\n\0\x7F", 4)) == std::string::npos);
    }
  }
  CHECK(recorder.arrivals().empty());
}

TEST_CASE("A metadata service's place that holds what no URL does is refused, and nobody is asked") {
  Recorder recorder;
  for (const std::string& text : {std::string("\r\nX-Injected: 1"), std::string("\0", 1), std::string(" ")}) {
    EcsRamRoleOptions options;
    options.roleName = "TheRole";
    options.endpoint = recorder.endpoint() + text;
    EcsRamRoleCredentialsProvider provider(options);
    const auto outcome = provider.getCredentials();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code() == "SDK.CredentialsRefreshFailed");
    CHECK(outcome.error().message().find_first_of(std::string("\r\n\0", 3)) == std::string::npos);
  }
  CHECK(recorder.arrivals().empty());
}
