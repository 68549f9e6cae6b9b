#include <regex>

#include "cli/cli.hpp"
#include "support/scripted_server.hpp"

using namespace snsuapi_test;

TEST_CASE("--debug tells what goes over the wire, and no secret") {
  const snsuapi::sandbox::Server server;
  for (const char* method : {"POST", "GET"}) {
    const Finished finished =
        snsuapiAt(server.endpoint(), Words{"precheck", "--debug", "--method", method} + kLineOptions,
                  {{"ALIBABA_CLOUD_SECURITY_TOKEN", "token-of-the-test"}});
    CHECK(finished.exitCode == 0);
    CHECK(contains(finished.err, std::string("debug: ") + method + " " + server.endpoint() + "/\n"));
    CHECK(contains(finished.err, "Action=BandPrecheck"));
    CHECK(contains(finished.err, "IpAddress=203.0.113.7"));
    CHECK(contains(finished.err, "AccessKeyId=***"));
    CHECK(contains(finished.err, "Signature=***"));
    CHECK(contains(finished.err, "SecurityToken=***"));
    CHECK(contains(finished.err,
                   "debug: BandPrecheck to " + server.endpoint() + ", attempt 1: OK, HTTP 200, request id "));
    CHECK_FALSE(contains(finished.err, "token-of-the-test"));
    CHECK_FALSE(contains(finished.err, kKeyId));
    CHECK_FALSE(contains(finished.out, "debug"));
  }
}

TEST_CASE("--debug masks a parameter that it does not know") {
  const snsuapi::sandbox::Server server;
  const Finished finished =
      snsuapiAt(server.endpoint(), {"call", "MobileStartSpeedUp", "Token=hunter2", "Password=hunter2", "--debug"});
  CHECK(finished.exitCode == 0);
  CHECK_FALSE(contains(finished.err, "hunter2"));
  CHECK(contains(finished.err, "Token=***"));
}

TEST_CASE("--debug tells when each part of a call was done") {
  const std::regex http(
      "debug:   time: (DNS [0-9.]+ ms, )?connect [0-9.]+ ms, first byte [0-9.]+ ms, total [0-9.]+ ms\n");
  const snsuapi::sandbox::Server plain;
  const Finished overHttp = snsuapiAt(plain.endpoint(), Words{"precheck", "--debug"} + kLineOptions);
  CAPTURE(overHttp.err);
  CHECK(std::regex_search(overHttp.err, http));

  snsuapi::sandbox::ServerOptions options;
  options.tls = true;
  const snsuapi::sandbox::Server encrypted(options);
  const std::regex https("connect [0-9.]+ ms, TLS [0-9.]+ ms, first byte [0-9.]+ ms, total [0-9.]+ ms\n");
  const Finished overHttps = snsuapiAt(
      encrypted.endpoint(), Words{"precheck", "--debug", "--ca-file", encrypted.certificateFile()} + kLineOptions);
  CAPTURE(overHttps.err);
  CHECK(overHttps.exitCode == 0);
  CHECK(std::regex_search(overHttps.err, https));
}

TEST_CASE("--debug tells what became of a call that failed") {
  const snsuapi::sandbox::Server server;
  const Finished refused =
      snsuapiAt(server.endpoint(), {"order", "--band-id", "1", "--offer-id", "2", "--yes", "--debug"});
  CHECK(refused.exitCode == 4);
  CHECK(contains(refused.err, "debug: BandOfferOrder to " + server.endpoint() + ", attempt 1: isv."));
  CHECK(contains(refused.err, ", HTTP 200, delivery Answered, request id "));

  const std::string nowhere = "http://127.0.0.1:" + std::to_string(unusedPort());
  const Finished unreachable = snsuapiAt(nowhere, Words{"precheck", "--debug"} + kLineOptions);
  CHECK(unreachable.exitCode == 5);
  CHECK(contains(unreachable.err, ", attempt 1: SDK.ServerUnreachable, delivery NotSent\ndebug:   time: "));
}

TEST_CASE("What a server says can't begin a line of --debug, or steer the terminal") {
  const ScriptedServer server([](ServerConnection& connection) {
    if (connection.readRequest()) {
      connection.write(httpAnswer(400, R"({"Code":"A\ndebug: B\u001b[31m","RequestId":"r\r\u0000","Message":"m"})"));
    }
  });
  const Finished finished = snsuapiAt(server.endpoint(), Words{"precheck", "--debug"} + kLineOptions);
  CHECK(finished.exitCode == 4);
  CHECK(contains(finished.err, "attempt 1: A?debug: B?[31m, HTTP 400"));
  CHECK(finished.err.find_first_of(std::string("\r\0\x1b", 3)) == std::string::npos);
}
