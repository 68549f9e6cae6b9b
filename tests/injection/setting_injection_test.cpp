#include <functional>
#include <snsuapi/snsuapi.hpp>

#include "injection/wire.hpp"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// The settings of a client: each is refused where it could be more than it is meant to be, by its name and without a
// password, before anything is sent.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

ClientProfile profileAt(const std::string& endpoint) {
  ClientProfile profile =
      DefaultProfile::getProfile("cn-hangzhou", "id-of-the-test", "secret-of-the-test", "token-of-the-test");
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  return profile;
}

struct Refused {
  std::string code;
  std::string word;  // of the message, that tells what is amiss
};

void checkRefused(const ClientProfile& profile, const Refused& expected, const CallOptions& options = {}) {
  const AcsClient client(profile);
  const auto waiting = client.execute(statusRequest(), options);
  const auto later = client.submit(statusRequest(), options).get();
  for (const auto* outcome : {&waiting, &later}) {
    REQUIRE_FALSE(*outcome);
    const Error& error = outcome->error();
    CAPTURE(error.toString());
    CHECK(error.code() == expected.code);
    CHECK(contains(error.message(), expected.word));
    CHECK(error.delivery() == Delivery::NotSent);
    for (const char* secret : {"hunter2", "secret-of", "token-of", "id-of"})
      CHECK_FALSE(contains(error.toString(), secret));
    CHECK(std::none_of(error.message().begin(), error.message().end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }));
  }
}

const std::vector<std::string>& lineBreakers() {
  static const std::vector<std::string> all = {"\r\nX-Injected: 1", "\n", "\r", std::string(1, '\0'), "\x7F",
                                               "\x1B[31m",          "\t"};
  return all;
}

}  // namespace

TEST_CASE("A user agent stands on its own line, or is refused") {
  Recorder recorder;
  for (const std::string& text : lineBreakers()) {
    CAPTURE(text);
    ClientProfile profile = profileAt(recorder.endpoint());
    profile.userAgent = "launcher/1" + text;
    checkRefused(profile, {"SDK.InvalidParameter", "userAgent"});
  }
  for (const char* text : {"\xFF", "launcher/\xC0\x8D\xC0\x8A", "\xED\xA0\x80", "\xE5\xAE"}) {
    CAPTURE(text);
    ClientProfile profile = profileAt(recorder.endpoint());
    profile.userAgent = text;
    checkRefused(profile, {"SDK.InvalidParameter", "userAgent"});
  }
  CHECK(recorder.arrivals().empty());
  for (const char* text : {"launcher/3.2", "a: b, c; (d) \"e\"", "启动器/3.2", "x%0d%0aX-Injected: 1"}) {
    CAPTURE(text);
    ClientProfile profile = profileAt(recorder.endpoint());
    profile.userAgent = text;
    CHECK(AcsClient(profile).execute(statusRequest()));
    checkedParameters(recorder.takeOne(), recorder.endpoint(), text);
  }
}

TEST_CASE("A region is letters, digits, dashes and underscores, or is refused") {
  Recorder recorder;
  for (const std::string& text : hostileTexts()) {
    CAPTURE(text);
    ClientProfile profile = profileAt(recorder.endpoint());
    profile.regionId = "cn-hangzhou" + text;
    checkRefused(profile, {"SDK.InvalidParameter", "RegionId"});
    CallOptions options;
    options.regionId = text;
    checkRefused(profileAt(recorder.endpoint()), {"SDK.InvalidParameter", "RegionId"}, options);
    CHECK(DefaultProfile::tryAddEndpoint(text, "Snsuapi", "host").error().code() == "SDK.InvalidParameter");
  }
  CHECK(recorder.arrivals().empty());
}

TEST_CASE("An endpoint is scheme, host and port, or is refused") {
  Recorder recorder;
  const std::string good = recorder.endpoint();
  std::vector<std::string> endpoints = {"http://user:hunter2@127.0.0.1",
                                        "http://hunter2@127.0.0.1",
                                        good + "#@evil.example",
                                        good + "/path",
                                        good + "//",
                                        good + "?x",
                                        good + "/?x=hunter2@y",
                                        "http://127.0.0.1:0",
                                        "http://127.0.0.1:65536",
                                        "http://127.0.0.1:99999999999999999999",
                                        "http://127.0.0.1:-1",
                                        "http://127.0.0.1: 80",
                                        "http://127.0.0.1:",
                                        "http://[::1",
                                        "http://::1",
                                        "http://[::1]80",
                                        "http://[::1]]:80",
                                        "http://[fe80::1%25lo]",
                                        "http://[]",
                                        "http://127.0.0.1\\@evil.example",
                                        "http://evil.example%2f@x",
                                        "http:// 127.0.0.1",
                                        "http://127.0.0.1 ",
                                        "ftp://127.0.0.1",
                                        "javascript:alert(1)",
                                        "//127.0.0.1",
                                        "http:/127.0.0.1"};
  for (const std::string& text : hostileTexts()) {
    endpoints.push_back(good + text);
    endpoints.push_back(text + good);
  }
  for (const std::string& endpoint : endpoints) {
    CAPTURE(endpoint);
    checkRefused(profileAt(endpoint), {"SDK.EndpointResolvingError", "endpoint"});
    CallOptions options;
    options.endpoint = endpoint;
    checkRefused(profileAt(good), {"SDK.EndpointResolvingError", "endpoint"}, options);
    const auto added = DefaultProfile::tryAddEndpoint("cn-nowhere", "Snsuapi", endpoint);
    REQUIRE_FALSE(added);
    CHECK(added.error().code() == "SDK.EndpointResolvingError");
    CHECK_FALSE(contains(added.error().message(), "hunter2"));
  }
  // In brackets, but no address: for libcurl to say.
  for (const char* endpoint : {"http://[.]:80", "http://[:::::]:80", "http://[1.2.3.4]:80", "http://[abcd]:80"}) {
    CAPTURE(endpoint);
    checkRefused(profileAt(endpoint), {"SDK.EndpointResolvingError", "endpoint"});
  }
  CHECK(recorder.arrivals().empty());
}

TEST_CASE("A proxy is scheme, user, password, host and port, or is refused without its password") {
  Recorder recorder;
  const std::string place = recorder.endpoint().substr(7);
  std::vector<std::string> proxies = {"http://user:hunter2@127.0.0.1:0",
                                      "http://user:hunter2@127.0.0.1:65536",
                                      "http://user:hunter2@127.0.0.1:-1",
                                      "http://user:hunter2@127.0.0.1:",
                                      "http://user:hunter2@127.0.0.1:8x",
                                      "http://user:hunter2@" + place + "/path",
                                      "http://" + place + "/@127.0.0.1:1",
                                      "http://" + place + "#@127.0.0.1:1",
                                      "http://user:hunter2@" + place + "?x",
                                      "http://user:hunter2@" + place + "#x",
                                      "http://user:hunter2@[::1",
                                      "http://user:hunter2@::1",
                                      "http://user:hunter2@[::1]x:1",
                                      "http://user:hunter2@ho\"st:1",
                                      "http://user:hunter2@ho\\st:1",
                                      "http://user:hunter2@\xFF:1",
                                      "http://user:hunter2@http://127.0.0.1:1",
                                      "ftp://user:hunter2@127.0.0.1",
                                      "user:hunter2@"};
  for (const std::string& text : lineBreakers()) {
    proxies.push_back("http://user:hunter2@" + place + text);
    proxies.push_back("http://user" + text + ":hunter2@" + place);
    proxies.push_back("http://user:hunter2" + text + "@" + place);
  }
  for (const std::string& proxy : proxies) {
    CAPTURE(proxy);
    ClientProfile profile = profileAt("http://127.0.0.1:1");
    profile.http.proxy = proxy;
    checkRefused(profile, {"SDK.InvalidProxy", "proxy"});
    if (proxy.find('\0') != std::string::npos) continue;  // no environment holds one
    const ScopedEnvironment environment({{"http_proxy", proxy.c_str()}, {"no_proxy", nullptr}, {"NO_PROXY", nullptr}});
    profile.http.proxy.reset();
    checkRefused(profile, {"SDK.InvalidProxy", "http_proxy"});
  }
  CHECK(recorder.arrivals().empty());
}

TEST_CASE("A proxy's user and password stay within their header, whatever is encoded in them") {
  Recorder proxy;
  ClientProfile profile = profileAt("http://127.0.0.1:1");
  profile.http.proxy = "http://us%20er:p%3Aa%2Fs%40s%C3%BC%7F@" + proxy.endpoint().substr(7);
  CHECK(AcsClient(profile).execute(statusRequest()));
  const ArrivedRequest request = proxy.takeOne();
  CHECK(request.head.rfind("POST http://127.0.0.1:1/ HTTP/1.1\r\n", 0) == 0);
  CHECK(contains(request.head, "\r\nProxy-Authorization: Basic dXMgZXI6cDphL3NAc8O8fw==\r\n"));
  CHECK(std::count(request.head.begin(), request.head.end(), '\n') == 7);
}

TEST_CASE("A proxy is not gone without because of what is encoded in its user or password") {
  Recorder direct;  // libcurl 7.88 would connect to it
  for (const char* user : {"us%0D%0AX-Injected:%201er:hunter2", "user:hunter2%00", "user:%1f", "%0a:"}) {
    CAPTURE(user);
    ClientProfile profile = profileAt(direct.endpoint());
    profile.http.proxy = "http://" + std::string(user) + "@127.0.0.1:" + std::to_string(unusedPort());
    checkRefused(profile, {"SDK.InvalidProxy", "proxy"});
  }
  CHECK(direct.arrivals().empty());
}

TEST_CASE("A path of CA certificates that a NUL would cut is refused") {
  Recorder recorder;
  for (const bool isFile : {true, false}) {
    ClientProfile profile = profileAt("https://127.0.0.1:" + std::to_string(unusedPort()));
    (isFile ? profile.http.caFile : profile.http.caPath) = std::string("/etc/ssl\0.example", 17);
    checkRefused(profile, {"SDK.InvalidParameter", isFile ? "caFile" : "caPath"});
  }
}

TEST_CASE("What a signer gives is a signature, or is refused") {
  class Signer final : public DelegatedSigner {
   public:
    explicit Signer(std::string signature) : DelegatedSigner("id"), signature_(std::move(signature)) {}
    Outcome<std::string> sign(const SigningRequest&) override { return signature_; }

   private:
    const std::string signature_;
  };
  Recorder recorder;
  for (const std::string& text : hostileTexts()) {
    ClientProfile profile = profileAt(recorder.endpoint());
    profile.signer = std::make_shared<Signer>((text + std::string(27, 'A')).substr(0, 27) + "=");
    checkRefused(profile, {"SDK.SigningFailure", "signer"});
  }
  CHECK(recorder.arrivals().empty());
}

TEST_CASE("A presigned request is a form, or is refused") {
  const auto good = AcsClient(profileAt("http://x")).sign(statusRequest());
  REQUIRE(good);
  const std::string text = PresignedRequest(*good).serialize();
  REQUIRE(Presigned<BandStatusQueryRequest>::parse(text));
  for (const std::string& hostile : hostileTexts()) {
    CAPTURE(hostile);
    if (hostile.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%&=") ==
        std::string::npos)
      continue;
    std::string within = text;
    within.insert(text.find('&'), hostile);
    for (const std::string& each : {within, hostile + text, text + hostile}) {
      const auto parsed = Presigned<BandStatusQueryRequest>::parse(each);
      REQUIRE_FALSE(parsed);
      CHECK(parsed.error().code() == "SDK.InvalidParameter");
      CHECK_FALSE(contains(parsed.error().message(), "token-of"));
    }
  }
}
