#include <csignal>

#include "cli/cli.hpp"
#include "support/scripted_server.hpp"

// An order spends money.

using namespace snsuapi_test;

namespace {

const Words kOrder = {"order", "--band-id", "1000001", "--offer-id", "220980804008"};

// Orders on a terminal, with this typed as the answer.
Finished orderAndType(const std::string& endpoint, const std::string& typed) {
  Subprocess order(SNSUAPI_CLI_PROGRAM, kOrder, withKey({{"SNSUAPI_ENDPOINT", endpoint}}), Subprocess::Input::Terminal);
  order.waitForErrorText("[y/N]");
  order.write(typed);
  return order.wait();
}

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) {
    connection.write(httpAnswer(200, R"({"Code":"OK","ResultModule":{"LxOrderId":7}})"));
  }
}

}  // namespace

TEST_CASE("An order asks on the terminal, and is placed on a yes") {
  ScriptedServer server(&answerAll);
  const Finished finished = orderAndType(server.endpoint(), "y\n");
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "order id:"));
  CHECK(contains(finished.err, "220980804008"));
  CHECK(contains(finished.err, "1000001"));
  CHECK(contains(finished.err, "charges the account"));
  CHECK(contains(finished.err, server.endpoint()));
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("An order is not placed on anything but a yes") {
  for (const char* typed : {"n\n", "\n", "yy\n", "order\n", "\x04"}) {
    ScriptedServer server(&answerAll);
    const Finished finished = orderAndType(server.endpoint(), typed);
    CHECK(finished.exitCode == 1);
    CHECK(contains(finished.err, "nothing was ordered"));
    CHECK(server.connections() == 0);
  }
}

TEST_CASE("Without a terminal an order is refused, unless --yes says that it is meant") {
  ScriptedServer server(&answerAll);
  const Finished refused = snsuapiAt(server.endpoint(), kOrder, {}, "y\n");
  CHECK(refused.exitCode == 2);
  CHECK(contains(refused.err, "--yes"));
  CHECK(server.connections() == 0);
  CHECK(snsuapiAt(server.endpoint(), kOrder + Words{"--yes"}).exitCode == 0);
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("A dry run of an order asks nothing and sends nothing") {
  ScriptedServer server(&answerAll);
  CHECK(snsuapiAt(server.endpoint(), kOrder + Words{"--dry-run"}).exitCode == 0);
  CHECK(server.connections() == 0);
}

TEST_CASE("An order whose fate is not known says that it may have been carried out") {
  ScriptedServer server([](ServerConnection& connection) { connection.readRequest(); });
  const Finished finished = snsuapiAt(server.endpoint(), kOrder + Words{"--yes"});
  CHECK(finished.exitCode == 5);
  CHECK(contains(finished.err, "WARNING"));
  CHECK(contains(finished.err, "MAY have been carried out"));
  CHECK(server.arrivals().size() == 1);
  const Finished json = snsuapiAt(server.endpoint(), kOrder + Words{"--yes", "--output", "json"});
  CHECK(jsonOf(json.err).at("mayHaveBeenCarriedOut") == true);
  CHECK(jsonOf(json.err).at("delivery") == "Unknown");

  ScriptedServer garbage([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(httpAnswer(200, "<html>"));
  });
  CHECK(contains(snsuapiAt(garbage.endpoint(), kOrder + Words{"--yes"}).err, "MAY have been carried out"));

  ScriptedServer late([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(httpAnswer(504, R"({"Code":"ServiceTimeout"})"));
  });
  CHECK(contains(snsuapiAt(late.endpoint(), kOrder + Words{"--yes"}).err, "MAY have been carried out"));
}

TEST_CASE("An order that never left, and a precheck that was lost, do not frighten anybody") {
  const Finished order = snsuapiAt("http://127.0.0.1:" + std::to_string(unusedPort()), kOrder + Words{"--yes"});
  CHECK(order.exitCode == 5);
  CHECK(contains(order.err, "nothing was sent"));
  CHECK_FALSE(contains(order.err, "MAY have been"));
  ScriptedServer server([](ServerConnection& connection) { connection.readRequest(); });
  const Finished precheck = snsuapiAt(server.endpoint(), Words{"precheck"} + kLineOptions);
  CHECK(precheck.exitCode == 5);
  CHECK_FALSE(contains(precheck.err, "MAY have been"));
}

TEST_CASE("An interrupted order ends with 130 and says that it may have been carried out") {
  ScriptedServer server([](ServerConnection& connection) {
    connection.readRequest();
    connection.waitUntilClosed();
  });
  Subprocess order(SNSUAPI_CLI_PROGRAM, kOrder + Words{"--yes"}, withKey({{"SNSUAPI_ENDPOINT", server.endpoint()}}));
  server.waitForArrivals(1);
  order.sendSignal(SIGINT);
  const Finished finished = order.wait();
  CHECK(finished.exitCode == 130);
  CHECK(contains(finished.err, "MAY have been carried out"));
}

TEST_CASE("An interrupted precheck ends with 130, quietly") {
  ScriptedServer server([](ServerConnection& connection) {
    connection.readRequest();
    connection.waitUntilClosed();
  });
  Subprocess precheck(SNSUAPI_CLI_PROGRAM, Words{"precheck"} + kLineOptions,
                      withKey({{"SNSUAPI_ENDPOINT", server.endpoint()}}));
  server.waitForArrivals(1);
  precheck.sendSignal(SIGINT);
  const Finished finished = precheck.wait();
  CHECK(finished.exitCode == 130);
  CHECK(contains(finished.err, "interrupted"));
  CHECK_FALSE(contains(finished.err, "MAY"));
}
