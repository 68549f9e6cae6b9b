#include "cli/cli.hpp"
#include "support/scripted_server.hpp"

// What each failure ends with, and that it says what to do.

using namespace snsuapi_test;

namespace {

const Words kPrecheck = Words{"precheck"} + kLineOptions;

ScriptedServer::Script answer(int status, const std::string& body) {
  return [=](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(status, body));
  };
}

}  // namespace

TEST_CASE("A refusal of the service is exit 4, with its code, its message and what to do") {
  const snsuapi::sandbox::Server server;
  const Finished finished = snsuapiAt(server.endpoint(), {"order", "--band-id", "1000001", "--offer-id", "1", "--yes"});
  CHECK(finished.exitCode == 4);
  CHECK(finished.out.empty());
  CHECK(contains(finished.err, "isv.BAND_CHECK_EXPIRE"));
  CHECK(contains(finished.err, "snsuapi precheck"));
  CHECK(contains(finished.err, "request id:"));
}

TEST_CASE("A failure is told in JSON when that was asked for, on standard error") {
  ScriptedServer server(answer(503, R"({"Code":"ServiceUnavailable","Message":"busy","RequestId":"r"})"));
  const Finished finished = snsuapiAt(server.endpoint(), kPrecheck + Words{"--output", "json"});
  CHECK(finished.exitCode == 4);
  CHECK(finished.out.empty());
  const auto report = jsonOf(finished.err);
  CHECK(report.at("code") == "ServiceUnavailable");
  CHECK(report.at("message") == "busy");
  CHECK(report.at("requestId") == "r");
  CHECK(report.at("httpStatus") == 503);
  CHECK(report.at("kind") == "Service");
  CHECK(report.at("delivery") == "Answered");
  CHECK(report.at("mayHaveBeenCarriedOut") == false);
}

TEST_CASE("The service's no to a start or stop is exit 4, to a question exit 0") {
  ScriptedServer server(answer(200, R"({"Code":"OK","ResultModule":false})"));
  const Words band = {"--band-id", "1000001", "--direction", "up"};
  const Finished stop = snsuapiAt(server.endpoint(), Words{"stop"} + band + kLineOptions);
  CHECK(stop.exitCode == 4);
  CHECK(contains(stop.out, "stopped:     no"));
  CHECK(snsuapiAt(server.endpoint(), Words{"start", "--bandwidth", "20"} + band + kLineOptions).exitCode == 4);
  CHECK(snsuapiAt(server.endpoint(), {"mobile", "stop", "--correlation-id", "x"}).exitCode == 4);
  CHECK(snsuapiAt(server.endpoint(), {"mobile", "status", "--correlation-id", "x"}).exitCode == 0);
}

TEST_CASE("No answer is exit 5") {
  const Finished refused = snsuapiAt("http://127.0.0.1:" + std::to_string(unusedPort()), kPrecheck);
  CHECK(refused.exitCode == 5);
  CHECK(contains(refused.err, "SDK.ServerUnreachable"));
  CHECK(contains(refused.err, "what to do:"));

  ScriptedServer silent([](ServerConnection& connection) {
    connection.readRequest();
    connection.waitUntilClosed();
  });
  const Finished timedOut = snsuapiAt(silent.endpoint(), kPrecheck + Words{"--timeout", "0.2"});
  CHECK(timedOut.exitCode == 5);
  CHECK(contains(timedOut.err, "SDK.ReadTimeout"));
}

TEST_CASE("An answer that is not the service's is exit 4") {
  ScriptedServer server(answer(200, "<html>please log in</html>"));
  const Finished finished = snsuapiAt(server.endpoint(), kPrecheck);
  CHECK(finished.exitCode == 4);
  CHECK(contains(finished.err, "SDK.InvalidServerResponse"));
}

TEST_CASE("An endpoint or proxy that can't be used is exit 3") {
  CHECK(snsuapiAt("http://host/path", kPrecheck).exitCode == 3);
  const Finished proxy = snsuapiAt("http://127.0.0.1:1", kPrecheck + Words{"--proxy", "gopher://x:hunter2@y"});
  CHECK(proxy.exitCode == 3);
  CHECK_FALSE(contains(proxy.err, "hunter2"));
}

TEST_CASE("A wrong secret is told as such") {
  const snsuapi::sandbox::Server server;
  const Finished finished =
      snsuapiAt(server.endpoint(), kPrecheck, {{"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "another-secret"}});
  CHECK(finished.exitCode == 4);
  CHECK(contains(finished.err, "SDK.InvalidAccessKeySecret"));
  CHECK_FALSE(contains(finished.err, "another-secret"));
}

TEST_CASE("What a server says is shown without the control characters of a terminal") {
  ScriptedServer server(answer(200, R"({"Code":"isv.X","Message":"a\u001b[31mred\u0007\nb"})"));
  const Finished finished = snsuapiAt(server.endpoint(), kPrecheck);
  CHECK(contains(finished.err, "a?[31mred??b"));
  CHECK_FALSE(contains(finished.err, "\x1b"));
}

TEST_CASE("A result that can't be laid out is shown as it came: the call was done") {
  ScriptedServer server(answer(200, R"({"Code":"OK","ResultModule":{"LxOrderId":123e308}})"));
  const Finished number = snsuapiAt(server.endpoint(), {"call", "BandOfferOrder", "--output", "json"});
  CHECK(number.exitCode == 0);
  CHECK(contains(number.out, "123e308"));
  const std::string brackets(100000, '[');
  ScriptedServer deep(answer(200, R"({"Code":"OK","ResultModule":)" + brackets + std::string(100000, ']') + "}"));
  const Finished nested = snsuapiAt(deep.endpoint(), {"call", "BandOfferOrder", "--output", "json"});
  CHECK(nested.exitCode == 0);
  CHECK(contains(nested.out, "[[[["));
}

TEST_CASE("Where an order may have been placed, nothing says to try again") {
  ScriptedServer silent([](ServerConnection& connection) {
    connection.readRequest();
    connection.waitUntilClosed();
  });
  const Words order = {"order", "--band-id", "1", "--offer-id", "2", "--yes", "--timeout", "0.05"};
  const Finished people = snsuapiAt(silent.endpoint(), order);
  CHECK(people.exitCode == 5);
  CHECK(contains(people.err, "MAY have been carried out"));
  CHECK_FALSE(contains(people.err, "try again"));
  const Finished programs = snsuapiAt(silent.endpoint(), order + Words{"--output", "json"});
  CHECK(contains(jsonOf(programs.err).at("hint"), "look at the account"));
}
