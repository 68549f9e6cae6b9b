#include "http/proxy_settings.hpp"

#include <map>
#include <string>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using snsuapi::internal::ProxySettings;
using snsuapi_test::contains;
using snsuapi_test::ScopedEnvironment;

namespace {

// All of the variables that choose a proxy: those given, and none of the rest.
std::map<std::string, const char*> only(const std::map<std::string, const char*>& given) {
  std::map<std::string, const char*> variables = given;
  for (const char* name : {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                           "no_proxy", "NO_PROXY", "REQUEST_METHOD"}) {
    variables.emplace(name, nullptr);
  }
  return variables;
}

ProxySettings fromEnvironment(const std::map<std::string, const char*>& given) {
  const ScopedEnvironment environment(only(given));
  return ProxySettings::choose(std::nullopt).value();
}

}  // namespace

TEST_CASE("An explicit proxy serves both schemes, whatever the environment says") {
  const ScopedEnvironment environment(only({{"https_proxy", "http://other:1"}, {"no_proxy", "*"}}));
  const ProxySettings settings = ProxySettings::choose("http://proxy:3128").value();
  CHECK(settings.forHttp == "http://proxy:3128");
  CHECK(settings.forHttps == "http://proxy:3128");
  CHECK(settings.noProxy.empty());
}

TEST_CASE("An empty explicit proxy means none, whatever the environment says") {
  const ScopedEnvironment environment(only({{"https_proxy", "http://other:1"}, {"http_proxy", "http://other:1"}}));
  const ProxySettings settings = ProxySettings::choose("").value();
  CHECK(settings.forHttp.empty());
  CHECK(settings.forHttps.empty());
}

TEST_CASE("Without an explicit proxy the environment's is taken, lower case first, all_proxy last") {
  const ProxySettings upper =
      fromEnvironment({{"HTTPS_PROXY", "http://s:1"}, {"HTTP_PROXY", "http://h:2"}, {"NO_PROXY", "localhost"}});
  CHECK(upper.forHttps == "http://s:1");
  CHECK(upper.forHttp == "http://h:2");
  CHECK(upper.noProxy == "localhost");

#if !defined(_WIN32)  // whose variables are the same in either case
  const ProxySettings both = fromEnvironment(
      {{"https_proxy", "lower"}, {"HTTPS_PROXY", "upper"}, {"all_proxy", "all"}, {"no_proxy", "a"}, {"NO_PROXY", "b"}});
  CHECK(both.forHttps == "lower");
  CHECK(both.forHttp == "all");
  CHECK(both.noProxy == "a");
#endif

  const ProxySettings none = fromEnvironment({{"https_proxy", ""}});
  CHECK(none.forHttps.empty());
  CHECK(none.forHttp.empty());
}

TEST_CASE("A proxy of the environment's that can't be one is told as such, without its password") {
  for (const char* proxy : {"ftp://user:hunter2@proxy:1", "http://pro xy:1", "http://"}) {
    const ScopedEnvironment environment(only({{"https_proxy", proxy}}));
    const auto outcome = ProxySettings::choose(std::nullopt);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code() == "SDK.InvalidProxy");
    CHECK(contains(outcome.error().message(), "https_proxy"));
    CHECK_FALSE(contains(outcome.error().message(), "hunter2"));
  }
}

TEST_CASE("A CGI program does not take HTTP_PROXY, which a client may have sent as a header") {
  CHECK(fromEnvironment({{"HTTP_PROXY", "http://evil:2"}, {"REQUEST_METHOD", "GET"}}).forHttp.empty());
#if !defined(_WIN32)  // whose variables are the same in either case
  CHECK(fromEnvironment({{"http_proxy", "http://own:2"}, {"REQUEST_METHOD", "GET"}}).forHttp == "http://own:2");
#endif
}

TEST_CASE("What can be no proxy is refused without telling its password") {
  for (const char* proxy : {"gopher://user:hunter2@host", "http://user:hunter2@", "http://:3128", "user:hunter2@:80",
                            "http://ho st", "http://user:hunter2@host\r\n", "http:///hunter2"}) {
    CAPTURE(proxy);
    const auto settings = ProxySettings::choose(proxy);
    REQUIRE_FALSE(settings);
    CHECK(settings.error().code() == "SDK.InvalidProxy");
    CHECK(settings.error().kind() == snsuapi::ErrorKind::Configuration);
    CHECK_FALSE(contains(settings.error().toString(), "hunter2"));
  }
}

TEST_CASE("Proxies of every kind that libcurl speaks are taken") {
  for (const char* proxy : {"proxy", "proxy:3128", "http://proxy", "HTTPS://proxy:443", "socks4://p", "socks4a://p",
                            "socks5://user:p%40ss@p:1080", "socks5h://p:1080", "http://user:pa@ss@proxy:1"}) {
    CAPTURE(proxy);
    CHECK(ProxySettings::choose(proxy).value().forHttps == proxy);
  }
}
