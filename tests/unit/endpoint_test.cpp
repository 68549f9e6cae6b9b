#include "endpoint.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using snsuapi::internal::Endpoint;
using snsuapi_test::contains;

TEST_CASE("Endpoints are read, with https where they name no scheme") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"snsuapi.aliyuncs.com", "https://snsuapi.aliyuncs.com"},
      {"snsuapi.aliyuncs.com:8443", "https://snsuapi.aliyuncs.com:8443"},
      {"https://snsuapi.aliyuncs.com", "https://snsuapi.aliyuncs.com"},
      {"http://snsuapi.aliyuncs.com", "http://snsuapi.aliyuncs.com"},
      {"HTTPS://snsuapi.aliyuncs.com", "https://snsuapi.aliyuncs.com"},
      {"Http://127.0.0.1:18080", "http://127.0.0.1:18080"},
      {"http://127.0.0.1:18080/", "http://127.0.0.1:18080"},
      {"localhost:1", "https://localhost:1"},
      {"localhost:65535", "https://localhost:65535"},
      {"http://[::1]", "http://[::1]"},
      {"[::1]:8080", "https://[::1]:8080"},
      {"[2001:db8::ffff:192.0.2.1]:8080", "https://[2001:db8::ffff:192.0.2.1]:8080"},
      {"my_host-1.example", "https://my_host-1.example"},
  };
  for (const auto& [text, origin] : cases) {
    CAPTURE(text);
    const auto endpoint = Endpoint::parse(text);
    REQUIRE(endpoint);
    CHECK(endpoint->origin() == origin);
  }
}

TEST_CASE("Endpoints that are more than scheme, host and port are refused") {
  const std::vector<std::string> cases = {
      "",
      "http://",
      "https:///",
      "/",
      ":80",
      "http://:80",
      "ftp://host",
      "file:///etc/passwd",
      "://host",
      "http:host",
      "http:/host",
      "host/path",
      "http://host/path",
      "http://host//",
      "http://host?query=1",
      "http://host/?query",
      "http://host#fragment",
      "host:",
      "host:0",
      "host:65536",
      "host:99999999999999999999",
      "host:-1",
      "host:+80",
      "host:80a",
      "host: 80",
      "host:80:80",
      "host:0x50",
      "::1",
      "[::1",
      "::1]",
      "[]",
      "[::1]80",
      "[::1]x:80",
      "[fe80::1%25eth0]",
      "[host]",
      " host",
      "host ",
      "ho st",
      "host\r\nX-Header: 1",
      "host\n",
      "host\t",
      std::string("host\0.example", 13),
      "host\\path",
      "host%2fpath",
      "主机",
      "http://http://host",
      "host,other",
      "*.aliyuncs.com",
  };
  for (const std::string& text : cases) {
    CAPTURE(text);
    const auto endpoint = Endpoint::parse(text);
    REQUIRE_FALSE(endpoint);
    CHECK(endpoint.error().code() == "SDK.EndpointResolvingError");
    CHECK(endpoint.error().kind() == snsuapi::ErrorKind::Configuration);
    CHECK(endpoint.error().delivery() == snsuapi::Delivery::NotSent);
    CHECK(contains(endpoint.error().message(), "[http://|https://]host[:port]"));
    for (const char c : endpoint.error().message()) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F));
  }
}

TEST_CASE("A refused endpoint's message says what is amiss") {
  const auto messageOf = [](const char* text) { return Endpoint::parse(text).error().message(); };
  CHECK(contains(messageOf("ftp://host"), "scheme"));
  CHECK(contains(messageOf("http://host/path"), "path"));
  CHECK(contains(messageOf("host:0"), "port"));
  CHECK(contains(messageOf("ho st"), "host"));
  CHECK(contains(messageOf("ho st"), "ho st"));
  CHECK(contains(messageOf("user:hunter2@host"), "password"));
}

TEST_CASE("A refused endpoint's message never holds its password") {
  for (const char* text :
       {"http://user:hunter2@host", "user:hunter2@host:80", "https://hunter2@host/", "ftp://user:hunter2@host",
        "http://user:hunter2@host/path?x", "http://user:hunter2@", "user:hunter2@host\r\n"}) {
    CAPTURE(text);
    const auto endpoint = Endpoint::parse(text);
    REQUIRE_FALSE(endpoint);
    CHECK_FALSE(contains(endpoint.error().message(), "hunter2"));
  }
}

TEST_CASE("The built-in endpoint is the service's own, over https") {
  CHECK(Endpoint::builtIn().origin() == "https://snsuapi.aliyuncs.com");
}
