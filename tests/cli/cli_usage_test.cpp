#include <snsuapi/version.hpp>

#include "cli/cli.hpp"

using namespace snsuapi_test;

namespace {

Finished snsuapiSays(const Words& words) { return snsuapiAt("http://127.0.0.1:1", words); }

}  // namespace

TEST_CASE("The program tells its version and its help") {
  const Finished version = snsuapiSays({"--version"});
  CHECK(version.exitCode == 0);
  CHECK(version.out == "snsuapi " SNSUAPI_VERSION "\n");
  const Finished help = snsuapiSays({"--help"});
  CHECK(help.exitCode == 0);
  for (const char* word : {"precheck", "order", "start", "stop", "status", "mobile", "call", "Exit codes",
                           "ALIBABA_CLOUD_ACCESS_KEY_ID", "SNSUAPI_ENDPOINT", "--dry-run"}) {
    CHECK(contains(help.out, word));
  }
  const Finished ofOrder = snsuapiSays({"order", "--help"});
  for (const char* word : {"--offer-id", "--endpoint", "Exit codes"}) CHECK(contains(ofOrder.out, word));
  CHECK(!contains(ofOrder.out, "snsuapi precheck"));
}

TEST_CASE("Wrong usage is exit 2, says what is amiss, and sends nothing") {
  const std::vector<std::pair<Words, std::string>> cases = {
      {{}, "subcommand"},
      {{"fly"}, "fly"},
      {{"precheck"}, "--ip"},
      {{"precheck", "--ip", "203.0.113.7"}, "--port"},
      {{"precheck", "--ip", "203.0.113.7", "--port", "0"}, "--port"},
      {{"precheck", "--ip", "203.0.113.7", "--port", "65536"}, "--port"},
      {{"precheck", "--ip", "203.0.113.7", "--port", "80x"}, "--port"},
      {{"precheck", "--ip", "house", "--port", "80"}, "IpAddress"},
      {{"status", "--band-id", "99999999999999999999"}, "--band-id"},
      {{"status", "--band-id", "0x10"}, "--band-id"},
      {{"status", "--band-id", ""}, "--band-id"},
      {{"status", "--band-id", "1", "--band-id", "2"}, "--band-id"},
      {{"status", "--band-id", "1", "extra"}, "extra"},
      {{"status", "--band-id", "1", "--output", "xml"}, "--output"},
      {{"status", "--band-id", "1", "--timeout", "0"}, "--timeout"},
      {{"status", "--band-id", "1", "--timeout", "nan"}, "--timeout"},
      {{"status", "--band-id", "1", "--method", "PUT"}, "--method"},
      {{"status", "--band-id", "1", "--nonce", "n"}, "--dry-run"},
      {{"status", "--band-id", "1", "--dry-run", "--timestamp", "today"}, "--timestamp"},
      {{"status", "--band-id", "1", "--region", "a b"}, "RegionId"},
      {Words{"stop", "--band-id", "1", "--direction", "sideways"} + kLineOptions, "--direction"},
      {Words{"start", "--band-id", "1", "--direction", "up", "--bandwidth", "0"} + kLineOptions, "TargetBandwidth"},
      {{"order", "--band-id", "1", "--yes"}, "--offer-id"},
      {{"mobile"}, "subcommand"},
      {{"call"}, "ACTION"},
      {{"call", "A", "no-equals"}, "no-equals"},
      {{"call", "A", "=x"}, "=x"},
      {{"call", "A", "Signature=x"}, "Signature"},
      {{"status", "--band-id", "1", "--access-key-secret", "x"}, "--access-key-secret"},
  };
  for (const auto& [words, named] : cases) {
    const Finished finished = snsuapiSays(words);
    CAPTURE(named, finished.out, finished.err);
    CHECK(finished.exitCode == 2);
    CHECK(contains(finished.err, named));
    CHECK(finished.out.empty());
  }
}

TEST_CASE("An id is decimal, leading zeros or not") {
  const Finished finished = snsuapiSays({"status", "--band-id", "010", "--dry-run", "--output", "json"});
  CHECK(contains(jsonOf(finished.out).at("body"), "&BandId=10&"));
}
