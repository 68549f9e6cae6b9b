#include "cli/cli.hpp"

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
    CHECK(contains(finished.err, "debug: HTTP 200"));
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
