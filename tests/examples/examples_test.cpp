#include "examples/examples.hpp"

using namespace snsuapi_test;

TEST_CASE("The guide's sample prechecks a line") {
  const snsuapi::sandbox::Server server;
  const Finished finished = run(SNSUAPI_EXAMPLE_BAND_PRECHECK, {}, environment(server));
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "BandId: 1000001\n"));
  CHECK(contains(finished.out, "Offer 220980804008: 20 Mbps UP, duration 9999 (monthly)\n"));
  const Finished refused = run(SNSUAPI_EXAMPLE_BAND_PRECHECK, {"198.51.100.1", "80"}, environment(server));
  CHECK(refused.exitCode == 1);
  CHECK(contains(refused.err, "isv.BAND_UNSURPOT_SPEEDUP"));
}

TEST_CASE("The sample in C prechecks a line, as the guide's does") {
  const snsuapi::sandbox::Server server;
  const Finished finished = run(SNSUAPI_EXAMPLE_PRECHECK, {}, environment(server));
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "BandId: 1000001\n"));
  CHECK(contains(finished.out, "Offer 220980804008: 20 Mbps UP, duration 9999 (monthly)\n"));
  const Finished refused = run(SNSUAPI_EXAMPLE_PRECHECK, {"198.51.100.1", "80"}, environment(server));
  CHECK(refused.exitCode == 1);
  CHECK(contains(refused.err, "isv.BAND_UNSURPOT_SPEEDUP: "));
  CHECK(contains(refused.err, "RequestId: "));
  const Finished wrong = run(SNSUAPI_EXAMPLE_PRECHECK, {"localhost"}, environment(server));
  CHECK(wrong.exitCode == 1);
  CHECK(contains(wrong.err, "IpAddress is neither an IPv4 nor an IPv6 address"));
}

TEST_CASE("The purchase flow orders, starts, queries and stops") {
  const snsuapi::sandbox::Server server;
  const Finished finished = run(SNSUAPI_EXAMPLE_PURCHASE_FLOW, {"--yes"}, environment(server));
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "ordered: 1\n"));
  CHECK(contains(finished.out, "started\n"));
  CHECK(contains(finished.out, "status, down: 100 Mbps\n"));
  CHECK(contains(finished.out, "stopped\n"));
}

TEST_CASE("The purchase flow orders nothing without --yes") {
  const snsuapi::sandbox::Server server;
  const Finished finished = run(SNSUAPI_EXAMPLE_PURCHASE_FLOW, {}, environment(server));
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "not ordered"));
  CHECK_FALSE(contains(finished.out, "\nordered: "));
}

TEST_CASE("The purchase flow tells a wrong secret, without it") {
  const snsuapi::sandbox::Server server;
  const Finished finished = run(SNSUAPI_EXAMPLE_PURCHASE_FLOW, {"--yes"}, environment(server, "wrong-secret"));
  CHECK(finished.exitCode == 1);
  CHECK(contains(finished.err, "SDK.InvalidAccessKeySecret"));
  CHECK_FALSE(contains(finished.err, "wrong-secret"));
}

TEST_CASE("The client that holds no secret makes the calls that its server signs, and no others") {
  const snsuapi::sandbox::Server server;
  const Finished finished = run(SNSUAPI_EXAMPLE_KEY_STAYS_AT_HOME, {}, environment(server));
  CHECK(finished.exitCode == 0);
  CHECK(finished.out ==
        "signed by our server: band 1000001\nan order: App.NotAllowed\nmade by our server: band 1000001\n");
}

TEST_CASE("The tests of a program that uses the mock pass") {
  const Finished finished = run(SNSUAPI_EXAMPLE_MOCK_IN_YOUR_TESTS, {});
  CHECK(finished.exitCode == 0);
  CHECK_FALSE(contains(finished.out, "FAILED"));
}
