#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "cli/cli.hpp"
#include "support/raw_http.hpp"
#include "support/temporary_directory.hpp"

using namespace snsuapi_test;

namespace {

std::string endpointOf(Subprocess& sandbox) {
  const std::string line = sandbox.readLine();
  const std::string prefix = "listening on ";
  REQUIRE(line.rfind(prefix, 0) == 0);
  return line.substr(prefix.size());
}

}  // namespace

TEST_CASE("The sandbox tells where it listens, serves, and ends on SIGTERM and SIGINT") {
  for (const int signal : {SIGTERM, SIGINT}) {
    Subprocess sandbox(SNSUAPI_SANDBOX_PROGRAM, {});
    const std::string endpoint = endpointOf(sandbox);
    CHECK(endpoint.rfind("http://127.0.0.1:", 0) == 0);
    CHECK(rawExchange(endpoint, "GET /_sandbox/health HTTP/1.1\r\nHost: x\r\n\r\n").status == 200);
    CHECK(snsuapiAt(endpoint, Words{"precheck"} + kLineOptions).exitCode == 0);
    sandbox.sendSignal(signal);
    CHECK(sandbox.wait().exitCode == 0);
  }
}

TEST_CASE("Connections that come all at once wait until the sandbox accepts them") {
  Subprocess sandbox(SNSUAPI_SANDBOX_PROGRAM, {});
  const std::string endpoint = endpointOf(sandbox);
  sandbox.sendSignal(SIGSTOP);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1))));
  std::vector<pollfd> connections;
  for (int i = 0; i < 100; ++i) {
    connections.push_back({socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), POLLOUT, 0});
    connect(connections.back().fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  std::size_t connected = 0;
  bool isWaiting = true;
  for (pollfd& each : connections) {
    // The system connects at once, unless it drops the connection; one that it drops is enough to know.
    constexpr int kPatience = 500;
    if (isWaiting) isWaiting = poll(&each, 1, kPatience) == 1 && each.revents == POLLOUT;
    if (isWaiting) ++connected;
    close(each.fd);
  }
  CHECK(connected == connections.size());
}

TEST_CASE("The sandbox listens on the port that it is given, and says so when it can't") {
  Subprocess first(SNSUAPI_SANDBOX_PROGRAM, {});
  const std::string endpoint = endpointOf(first);
  const std::string port = endpoint.substr(endpoint.rfind(':') + 1);
  const Finished second = run(SNSUAPI_SANDBOX_PROGRAM, {"--port", port});
  CHECK(second.exitCode == 1);
  CHECK(contains(second.err, port));
  CHECK(second.out.empty());
}

TEST_CASE("The sandbox is not shown to other machines unless that was meant") {
  for (const char* host : {"0.0.0.0", "::", "192.0.2.1", "host.example"}) {
    const Finished finished = run(SNSUAPI_SANDBOX_PROGRAM, {"--host", host});
    CHECK(finished.exitCode == 2);
    CHECK(contains(finished.err, "--allow-remote"));
  }
  Subprocess allowed(SNSUAPI_SANDBOX_PROGRAM, {"--host", "0.0.0.0", "--allow-remote"});
  CHECK(endpointOf(allowed).rfind("http://0.0.0.0:", 0) == 0);
}

TEST_CASE("Wrong usage of the sandbox is exit 2") {
  CHECK(run(SNSUAPI_SANDBOX_PROGRAM, {"--port", "65536"}).exitCode == 2);
  CHECK(run(SNSUAPI_SANDBOX_PROGRAM, {"--fly"}).exitCode == 2);
  CHECK(run(SNSUAPI_SANDBOX_PROGRAM, {"--help"}).exitCode == 0);
}

TEST_CASE("Every option of the sandbox is an environment variable, too") {
  const Finished help = run(SNSUAPI_SANDBOX_PROGRAM, {"--help"});
  for (const char* variable :
       {"HOST", "PORT", "ALLOW_REMOTE", "TLS", "CERTIFICATE", "DB", "SCENARIO", "SEED", "JOURNAL"}) {
    CHECK(contains(help.out, std::string("SNSUAPI_SANDBOX_") + variable));
  }
  Subprocess sandbox(
      SNSUAPI_SANDBOX_PROGRAM, {},
      {{"SNSUAPI_SANDBOX_TLS", "1"}, {"SNSUAPI_SANDBOX_HOST", "127.0.0.2"}, {"SNSUAPI_SANDBOX_SEED", "1"}});
  CHECK(endpointOf(sandbox).rfind("https://127.0.0.2:", 0) == 0);
  sandbox.waitForErrorText("certificate: ");
  sandbox.sendSignal(SIGTERM);  // and with it the certificate goes
  CHECK(sandbox.wait().exitCode == 0);
}

TEST_CASE("The sandbox prints the scenario that it has built in, and takes it back") {
  const Finished printed = run(SNSUAPI_SANDBOX_PROGRAM, {"--print-scenario"});
  CHECK(printed.exitCode == 0);
  CHECK(jsonOf(printed.out).at("accounts").at(0).at("accessKeyId") == "testid");
  const TemporaryDirectory directory;
  const std::string file = directory.path("scenario.json");
  std::ofstream(file) << printed.out;
  Subprocess sandbox(SNSUAPI_SANDBOX_PROGRAM, {"--scenario", file});
  CHECK(snsuapiAt(endpointOf(sandbox), Words{"precheck"} + kLineOptions).exitCode == 0);
}

TEST_CASE("A scenario or a database that can't be used is told with its name, and exit 1") {
  const TemporaryDirectory directory;
  const std::string wrong = directory.path("wrong.json");
  std::ofstream(wrong) << R"({"accounts": [{"accessKeyID": "a"}]})";
  const std::string empty = directory.path("empty.json");
  std::ofstream(empty) << "";
  const auto said = [](const Words& words) {
    const Finished finished = run(SNSUAPI_SANDBOX_PROGRAM, words);
    CHECK(finished.exitCode == 1);
    CHECK(finished.out.empty());
    return finished.err;
  };
  CHECK(contains(said({"--scenario", wrong}), wrong + ": accounts[0].accessKeyId: is missing"));
  CHECK(contains(said({"--scenario", empty}), empty));
  CHECK(contains(said({"--scenario", "/nowhere.json"}), "/nowhere.json"));
  CHECK(contains(said({"--scenario", directory.path("")}), directory.path("")));
  CHECK(contains(said({"--db", directory.path("")}), directory.path("")));
}

TEST_CASE("The sandbox ends on a signal even while requests hang") {
  Subprocess sandbox(SNSUAPI_SANDBOX_PROGRAM, {});
  const std::string endpoint = endpointOf(sandbox);
  const std::string fault = R"({"fault": "hang"})";
  CHECK(rawExchange(endpoint, "POST /_sandbox/faults HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                                  std::to_string(fault.size()) + "\r\n\r\n" + fault)
            .status == 201);
  Subprocess hanging(SNSUAPI_CLI_PROGRAM, Words{"precheck"} + kLineOptions, withKey({{"SNSUAPI_ENDPOINT", endpoint}}));
  const auto arrived = [&endpoint] {
    const RawAnswer answer = rawExchange(endpoint, "GET /_sandbox/requests HTTP/1.1\r\nHost: x\r\n\r\n");
    return jsonOf(answer.body).at("requests").size() == 1;
  };
  while (!arrived()) std::this_thread::yield();
  sandbox.sendSignal(SIGTERM);
  CHECK(sandbox.wait().exitCode == 0);
  CHECK(hanging.wait().exitCode == 5);
}
