#include "cli/cli.hpp"
#include "support/scripted_server.hpp"
#include "support/test_data.hpp"

using namespace snsuapi_test;
using nlohmann::json;

TEST_CASE("A dry run gives the golden vectors' strings to sign and signatures") {
  std::size_t checked = 0;
  for (const auto& vector : json::parse(readData("rpc_signatures.json"))) {
    const auto& parameters = vector.at("params");
    if (!parameters.contains("Timestamp")) continue;  // the program always sends one
    const std::string name = vector.at("name");
    CAPTURE(name);
    Words words = {"call",
                   parameters.at("Action"),
                   "--method",
                   vector.at("method"),
                   "--dry-run",
                   "--output",
                   "json",
                   "--nonce",
                   parameters.at("SignatureNonce"),
                   "--timestamp",
                   parameters.at("Timestamp")};
    words = words + Words{"--region", parameters.value("RegionId", "")};
    for (const auto& [parameter, value] : parameters.items()) {
      const bool fromElsewhere = parameter == "Action" || parameter == "SignatureNonce" || parameter == "Timestamp" ||
                                 parameter == "RegionId" || parameter == "AccessKeyId" || parameter == "SecurityToken";
      if (!fromElsewhere) words.push_back(parameter + "=" + value.get<std::string>());
    }
    const Finished finished = run(SNSUAPI_CLI_PROGRAM, words,
                                  {{"ALIBABA_CLOUD_ACCESS_KEY_ID", parameters.at("AccessKeyId")},
                                   {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", vector.at("accessKeySecret")},
                                   {"ALIBABA_CLOUD_SECURITY_TOKEN", parameters.value("SecurityToken", "")},
                                   {"HOME", "/nowhere"}});
    CAPTURE(finished.err);
    REQUIRE(finished.exitCode == 0);
    const json report = json::parse(finished.out);
    CHECK(report.at("stringToSign") == vector.at("stringToSign"));
    CHECK(report.at("signature") == vector.at("signature"));
    CHECK(report.at("method") == vector.at("method"));
    CHECK(report.at("body").get<std::string>().empty() == (vector.at("method") == "GET"));
    ++checked;
  }
  CHECK(checked >= 11);
}

TEST_CASE("A dry run sends nothing, is repeatable, and never shows the secret") {
  ScriptedServer server([](ServerConnection& connection) { connection.readRequest(); });
  const Words words = Words{"precheck"} + kLineOptions +
                      Words{"--dry-run", "--nonce", "n-1", "--timestamp", "2018-07-09T08:00:00Z", "--output", "json"};
  const Finished first = snsuapiAt(server.endpoint(), words);
  CHECK(first.exitCode == 0);
  CHECK(snsuapiAt(server.endpoint(), words).out == first.out);
  CHECK(server.connections() == 0);
  const json report = json::parse(first.out);
  CHECK(report.at("url") == server.endpoint() + "/");
  CHECK(contains(report.at("body"), "SignatureNonce=n-1"));
  CHECK(report.at("headers").at("Accept") == "application/json");
}

TEST_CASE("Every command can be tried dry") {
  const Words band = {"--band-id", "1", "--direction", "down"};
  for (const Words& words : {Words{"precheck"} + kLineOptions, Words{"order", "--band-id", "1", "--offer-id", "2"},
                             Words{"start", "--bandwidth", "200"} + band + kLineOptions,
                             Words{"stop"} + band + kLineOptions, Words{"status", "--band-id", "1"},
                             Words{"mobile", "start", "--token", "t"}, Words{"mobile", "stop", "--correlation-id", "c"},
                             Words{"mobile", "status", "--correlation-id", "c"}, Words{"call", "Any"}}) {
    const Finished finished = snsuapiAt("http://127.0.0.1:1", words + Words{"--dry-run"});
    CAPTURE(words.front(), finished.err);
    CHECK(finished.exitCode == 0);
    CHECK(contains(finished.out, "string to sign:"));
    CHECK(contains(finished.out, "signature:"));
  }
}
