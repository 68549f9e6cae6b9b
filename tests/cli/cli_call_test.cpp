#include "cli/cli.hpp"

// Every command against the sandbox, as a table for people and as JSON for programs.

using namespace snsuapi_test;

TEST_CASE("A line is prechecked, ordered, started, queried and stopped from the command line") {
  const snsuapi::sandbox::Server server;
  const auto json = [&server](const Words& words) {
    const Finished finished = snsuapiAt(server.endpoint(), words + Words{"--output", "json"});
    CAPTURE(finished.out, finished.err);
    CHECK(finished.exitCode == 0);
    CHECK(finished.err.empty());
    return jsonOf(finished.out);
  };
  const auto precheck = json(Words{"precheck"} + kLineOptions);
  CHECK(precheck.at("bandId") == 1000001);
  CHECK(precheck.at("uploadBandwidth") == 5);
  CHECK(precheck.at("downloadBandwidth") == 50);
  REQUIRE(precheck.at("offers").size() == 8);
  const auto offer = precheck.at("offers").at(7);
  CHECK(offer.at("offerId") == 220980804008);
  CHECK(offer.at("direction") == "UP");
  CHECK(offer.at("bandwidth") == 20);
  CHECK(offer.at("duration") == 9999);
  CHECK(offer.at("monthly") == true);
  CHECK_FALSE(precheck.at("requestId").get<std::string>().empty());

  const Words band = {"--band-id", "1000001"};
  CHECK(json(Words{"order", "--offer-id", "220980804008", "--yes"} + band).at("orderId") == 1);
  CHECK(json(Words{"start", "--direction", "up", "--bandwidth", "20", "--scene", "1"} + band + kLineOptions)
            .at("started") == true);
  CHECK(json(Words{"status"} + band).at("uploadTarget") == 20);
  CHECK(json(Words{"status"} + band).at("downloadTarget").is_null());
  CHECK(json(Words{"stop", "--direction", "UP"} + band + kLineOptions).at("stopped") == true);
  CHECK(json(Words{"status"} + band).at("uploadTarget").is_null());
}

TEST_CASE("A mobile speed-up is started, queried and stopped from the command line") {
  const snsuapi::sandbox::Server server;
  const auto json = [&server](const Words& words, const std::string& input = {}) {
    const Finished finished = snsuapiAt(server.endpoint(), words + Words{"--output", "json"}, {}, input);
    CHECK(finished.exitCode == 0);
    return jsonOf(finished.out);
  };
  const std::string id = json({"mobile", "start", "--token", "t", "--duration", "60", "--ip", "10.0.0.1", "--public-ip",
                               "203.0.113.7", "--public-port", "1", "--destination-ip", "198.51.100.1"})
                             .at("correlationId");
  CHECK(json({"mobile", "status", "--correlation-id", id}).at("running") == true);
  CHECK(json({"mobile", "stop", "--correlation-id", id}).at("stopped") == true);
  CHECK(json({"mobile", "status", "--correlation-id", id}).at("running") == false);
  CHECK_FALSE(json({"mobile", "start", "--token", "-"}, "token from standard input\n").at("correlationId").empty());
}

TEST_CASE("Any action is called by its name, with its parameters as they are") {
  const snsuapi::sandbox::Server server;
  for (const char* method : {"POST", "GET"}) {
    const Finished finished =
        snsuapiAt(server.endpoint(), {"call", "BandPrecheck", "IpAddress=203.0.113.7", "Port=50123",
                                      "BandScene=a=b 中文&", "--method", method, "--output", "json"});
    CHECK(finished.exitCode == 0);
    CHECK(jsonOf(finished.out).at("ResultModule").at("BandId") == 1000001);
  }
  CHECK(snsuapiAt(server.endpoint(), {"call", "BandPrecheck", "IpAddress=203.0.113.7"}).exitCode == 4);
}

TEST_CASE("People get a table, in which Chinese text is aligned") {
  const snsuapi::sandbox::Server server;
  const Finished finished = snsuapiAt(server.endpoint(), Words{"precheck"} + kLineOptions);
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "band id:     1000001\n"));
  CHECK(contains(finished.out, "download:    50 Mbps\n"));
  CHECK(contains(finished.out, "message:     请求成功\n"));
  CHECK(contains(finished.out, "OFFER ID      DIRECTION  BANDWIDTH  DURATION\n"));
  CHECK(contains(finished.out, "220980804003  DOWN       200 Mbps   1 h\n"));
  CHECK(contains(finished.out, "220980804008  UP         20 Mbps    monthly\n"));
}

TEST_CASE("Options may stand before or after the command") {
  const snsuapi::sandbox::Server server;
  const Finished finished = snsuapiAt("http://127.0.0.1:1", Words{"--output", "json", "--endpoint", server.endpoint(),
                                                                  "--timeout", "20", "status", "--band-id", "1000001"});
  CHECK(finished.exitCode == 0);
  CHECK(jsonOf(finished.out).contains("uploadTarget"));
}

TEST_CASE("A result that can't be written is a failure") {
  const snsuapi::sandbox::Server server;
  Variables variables = withKey({{"SNSUAPI_ENDPOINT", server.endpoint()}});
  const Finished finished =
      run("/bin/sh", {"-c", std::string(SNSUAPI_CLI_PROGRAM) + " status --band-id 1000001 > /dev/full"}, variables);
  CHECK(finished.exitCode == 1);
  CHECK(contains(finished.err, "could not be written"));
}
