#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/cli.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

// What comes by arguments, environment and files is somebody else's text, too.

using namespace snsuapi_test;

namespace {

const std::vector<std::string>& hostileTexts() {
  static const std::vector<std::string> all = {"\r\nX-Injected: 1", "\n", "\x1B[31m", "\x7F",    " HTTP/1.1",
                                               "#@evil.example",    "?x", "\xFF\xFE", "\xE5\xAE"};
  return all;
}

void answer(ServerConnection& connection) {
  if (connection.readRequest())
    connection.write(httpAnswer(200, R"({"RequestId":"r","Code":"OK","ResultModule":"c"})"));
}

std::string encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    constexpr const char* kHex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    const bool isPlain = std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_' || c == '~';
    out += isPlain ? std::string(1, c) : std::string{'%', kHex[byte >> 4], kHex[byte & 0x0F]};
  }
  return out;
}

// The lines of a request of the SDK's, and no other.
void checkLines(const ArrivedRequest& request) {
  CAPTURE(request.head);
  CHECK(std::count(request.head.begin(), request.head.end(), '\n') == 5);
  CHECK(request.head.rfind("POST / HTTP/1.1\r\nHost: 127.0.0.1:", 0) == 0);
  CHECK_FALSE(contains(request.head, "X-Injected"));
}

// What can't be used is told in lines of the program's own making.
void checkRefused(const Finished& finished, int exitCode, const std::string& word) {
  CAPTURE(finished.err);
  CHECK(finished.exitCode == exitCode);
  CHECK(contains(finished.err, word));
  CHECK_FALSE(contains(finished.err, "hunter2"));
  CHECK(finished.err.find_first_of("\r\x1B\x7F") == std::string::npos);
  CHECK_FALSE(contains(finished.err, "\nX-Injected"));
}

}  // namespace

TEST_CASE("A hostile argument arrives as a parameter's value, or is refused") {
  for (const std::string& text : hostileTexts()) {
    CAPTURE(text);
    const ScriptedServer server(&answer);
    const std::vector<std::pair<std::string, Words>> passedOn = {
        {"Token=", {"mobile", "start", "--token", "x" + text}},
        {"Duration=", {"mobile", "start", "--token", "t", "--duration", "x" + text}},
        {"PublicIp=", {"mobile", "start", "--token", "t", "--public-ip", "x" + text}},
        {"BandScene=",
         Words{"start", "--band-id", "1", "--direction", "up", "--bandwidth", "1", "--scene", "x" + text} +
             kLineOptions},
        {"CorrelationId=", {"mobile", "status", "--correlation-id", "x" + text}},
        {"Anything=", {"call", "MobileStartSpeedUp", "Anything=x" + text}}};
    for (std::size_t i = 0; i < passedOn.size(); ++i) {
      snsuapiAt(server.endpoint(), passedOn[i].second);
      const auto arrivals = server.arrivals();
      REQUIRE(arrivals.size() == i + 1);
      checkLines(arrivals[i]);
      CHECK(contains("&" + arrivals[i].body, "&" + passedOn[i].first + encoded("x" + text) + "&"));
    }
    const std::string place = server.endpoint();
    checkRefused(snsuapiAt(place, Words{"precheck", "--ip", "203.0.113.7" + text, "--port", "1"}), 2, "IpAddress");
    checkRefused(snsuapiAt(place, Words{"precheck", "--region", "cn" + text} + kLineOptions), 2, "RegionId");
    checkRefused(snsuapiAt(place, Words{"precheck", "--endpoint", place + text} + kLineOptions), 3,
                 "SDK.EndpointResolvingError");
    checkRefused(snsuapiAt(place, Words{"precheck", "--proxy", "http://user:hunter2@x" + text} + kLineOptions), 3,
                 "SDK.InvalidProxy");
    checkRefused(snsuapiAt(place, Words{"precheck", "--profile", "x" + text} + kLineOptions), 3,
                 "SDK.CredentialsUnavailable");
    CHECK(server.arrivals().size() == passedOn.size());
  }
}

TEST_CASE("A hostile environment is encoded, or is refused") {
  for (const std::string& text : hostileTexts()) {
    CAPTURE(text);
    const ScriptedServer server(&answer);
    const Words precheck = Words{"precheck"} + kLineOptions;
    snsuapiAt(server.endpoint(), precheck,
              {{"ALIBABA_CLOUD_ACCESS_KEY_ID", "id" + text}, {"ALIBABA_CLOUD_SECURITY_TOKEN", "token" + text}});
    REQUIRE(server.arrivals().size() == 1);
    checkLines(server.arrivals()[0]);
    CHECK(contains(server.arrivals()[0].body, "AccessKeyId=" + encoded("id" + text) + "&"));
    CHECK(contains(server.arrivals()[0].body, "&SecurityToken=" + encoded("token" + text) + "&"));
    checkRefused(snsuapiAt(server.endpoint() + text, precheck), 3, "SDK.EndpointResolvingError");
    checkRefused(snsuapiAt(server.endpoint(), precheck, {{"http_proxy", "http://user:hunter2@x" + text}}), 3,
                 "SDK.InvalidProxy");
    CHECK(server.arrivals().size() == 1);
  }
}

TEST_CASE("A hostile profile file is refused") {
  const TemporaryDirectory home;
  std::filesystem::create_directories(home.path(".aliyun"));
  const ScriptedServer server(&answer);
  const auto with = [&](const std::string& members) {
    std::ofstream(home.path(".aliyun/config.json"))
        << R"({"current":"x","profiles":[{"name":"x","mode":"AK",)" << members << "}]}";
    std::filesystem::permissions(home.path(".aliyun/config.json"),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return run(SNSUAPI_CLI_PROGRAM, Words{"precheck"} + kLineOptions,
               {{"HOME", home.path("")}, {"SNSUAPI_ENDPOINT", server.endpoint()}});
  };
  const std::string id = R"("access_key_id":"id")";
  const std::string secret = R"("access_key_secret":"hunter2")";
  for (const char* text : {R"(\r\nX-Injected: 1)", R"(\u0000)", R"(\u001b[31m)", R"(\u007f)", " "}) {
    checkRefused(with(R"("access_key_id":"id)" + std::string(text) + "\"," + secret), 3, "access_key_id");
    checkRefused(with(id + R"(,"access_key_secret":"hunter2)" + text + "\""), 3, "access_key_secret");
    checkRefused(with(id + "," + secret + R"(,"region_id":"cn)" + text + "\""), 2, "RegionId");
  }
  CHECK(server.arrivals().empty());
}
