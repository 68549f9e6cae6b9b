#include <atomic>

#include "batch/batch.hpp"
#include "support/scripted_server.hpp"

// What each sort of failure does to a batch, and to its exit code.

using namespace snsuapi_test;

namespace {

void arm(snsuapi::sandbox::Server& server, const std::string& fault) {
  server.control("POST", "/_sandbox/faults", fault);
}

}  // namespace

TEST_CASE("A line that was refused as too fast is tried again, by either code") {
  for (const char* code : {"isv.BUSINESS_LIMIT_CONTROL", "Throttling.User"}) {
    snsuapi::sandbox::Server server;
    arm(server, std::string(R"({"fault":"code","times":7,"code":")") + code + "\"}");
    const Finished finished = batchAt(server.endpoint(), "-", {"--concurrency", "4"}, blockLines(20));
    CHECK(finished.exitCode == 0);
    CHECK(isEachOnce(finished.out, 20));
    CHECK_FALSE(contains(finished.out, code));
  }
}

TEST_CASE("An account that is held to so many calls a second gets every line done") {
  snsuapi::sandbox::ServerOptions options;
  options.scenario = R"({"accounts":[{"accessKeyId":"testid","accessKeySecret":"testsecret","balanceYuan":"1.00",
                                      "requestsPerSecond":20}]})";
  const snsuapi::sandbox::Server server(options);
  const Finished finished = batchAt(server.endpoint(), "-", {"--concurrency", "8"}, blockLines(50));
  CHECK(finished.exitCode == 0);
  CHECK(isEachOnce(finished.out, 50));
  CHECK(contains(finished.err, "50 OK"));
}

TEST_CASE("Connections that break are tried again; where that does not help, the line has failed: exit 5") {
  snsuapi::sandbox::Server server;
  arm(server, R"({"fault":"close","times":2})");
  CHECK(batchAt(server.endpoint(), "-", {"--concurrency", "1"}, blockLines(5)).exitCode == 0);
  arm(server, R"({"fault":"close","times":3})");
  const Finished finished = batchAt(server.endpoint(), "-", {"--concurrency", "1"}, blockLines(1));
  CHECK(finished.exitCode == 5);
  CHECK(isEachOnce(finished.out, 1));
  CHECK(contains(finished.out, "1,user 1,100.64.0.1,7000,SDK.ServerUnreachable,,,,,"));
  CHECK(contains(finished.err, "1 failed"));
}

TEST_CASE("Lines without a usable answer are failures: exit 4") {
  snsuapi::sandbox::Server server;
  arm(server, R"({"fault":"garbage","times":1})");
  arm(server, R"({"fault":"code","code":"isp.SYSTEM_ERROR","times":1})");
  const Finished finished = batchAt(server.endpoint(), "-", {"--concurrency", "1"}, blockLines(5));
  CHECK(finished.exitCode == 4);
  CHECK(isEachOnce(finished.out, 5));
  CHECK(contains(finished.err, "3 OK, 0 refused, 2 failed"));
}

TEST_CASE("What every line would meet ends the run at once, and marks no line as done") {
  struct Case {
    Variables variables;
    int exitCode;
    std::string code;
  };
  const std::vector<Case> cases = {
      {{{"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "another"}}, 4, "SDK.InvalidAccessKeySecret"},
      {{{"ALIBABA_CLOUD_ACCESS_KEY_ID", "nobody"}}, 4, "InvalidAccessKeyId.NotFound"},
      {{{"ALIBABA_CLOUD_ACCESS_KEY_ID", "denied"}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "deniedsecret"}},
       4,
       "isp.RAM_PERMISSION_DENY"},
      {{{"ALIBABA_CLOUD_ACCESS_KEY_ID", "inactive"}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "inactivesecret"}},
       4,
       "isv.PRODUCT_UNSUBSCRIBE"},
      {{{"ALIBABA_CLOUD_ACCESS_KEY_SECRET", ""}}, 3, "SDK.CredentialsUnavailable"},
      {{{"SNSUAPI_ENDPOINT", "http://host/path"}}, 3, "SDK.EndpointResolvingError"},
  };
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory, blockLines(5000));
  for (const Case& each : cases) {
    snsuapi::sandbox::Server server;
    const std::string results = directory.path(each.code);
    const Words words = {"precheck", "--batch", file, "--concurrency", "4", "--output-file", results};
    const Finished refused = snsuapiAt(server.endpoint(), words, each.variables);
    CAPTURE(each.code, refused.err);
    CHECK(refused.exitCode == each.exitCode);
    CHECK(contains(refused.err, each.code));
    CHECK(contains(refused.err, "what to do:"));
    CHECK(numbersOf(readFile(results)).empty());
    CHECK(jsonOf(server.control("GET", "/_sandbox/requests")).at("requests").size() <= 20);
  }
}

TEST_CASE("A network that is away ends the run, instead of failing every line") {
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory, blockLines(20000));
  const Finished finished = batchAt("http://127.0.0.1:" + std::to_string(unusedPort()), file, {"--concurrency", "64"});
  CHECK(finished.exitCode == 5);
  CHECK(contains(finished.err, "in a row"));
  CHECK(contains(finished.err, "SDK.ServerUnreachable"));
  CHECK(numbersOf(finished.out).size() < 1000);
}

TEST_CASE("Results that can't be written end the run") {
  const snsuapi::sandbox::Server server;
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory, blockLines(2000));
  const Finished finished = batchAt(server.endpoint(), file, {"--output-file", "/dev/full"});
  CHECK(finished.exitCode == 1);
  CHECK(contains(finished.err, "can't be written"));
}

TEST_CASE("No more calls are under way than --concurrency says") {
  std::atomic<int> now{0};
  std::atomic<int> most{0};
  ScriptedServer server([&](ServerConnection& connection) {
    while (connection.readRequest()) {
      const int count = ++now;
      int before = most;
      while (before < count && !most.compare_exchange_weak(before, count)) {
      }
      --now;
      connection.write(httpAnswer(200, R"({"Code":"isv.BAND_UNSURPOT_SPEEDUP"})"));
    }
  });
  CHECK(batchAt(server.endpoint(), "-", {"--concurrency", "3"}, blockLines(200)).exitCode == 0);
  CHECK(most <= 3);
  CHECK(server.connections() <= 3);
}
