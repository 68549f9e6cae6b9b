#include <csignal>

#include "cli/cli.hpp"
#include "support/raw_http.hpp"

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
