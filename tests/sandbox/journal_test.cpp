#include <set>

#include "sandbox/sandbox_client.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;

namespace {

json requests(const SandboxClient& sandbox, const std::string& query = {}) {
  return sandbox.control("GET", "/_sandbox/requests" + query);
}

}  // namespace

TEST_CASE("The journal tells of each request what was asked, what was answered and why") {
  SandboxClient sandbox;
  const std::string requestId = sandbox.get(precheckRequest()).getRequestId();
  CHECK(sandbox.refusal(orderRequest().setOfferId(5)) == "isv.INVALID_PARAMETERS");
  const json all = requests(sandbox).at("requests");
  REQUIRE(all.size() == 2);
  const json& first = all[0];
  CHECK(first.at("id") == 1);
  CHECK(first.at("time") == "2018-07-09T08:00:00Z");
  CHECK(first.at("method") == "POST");
  CHECK(first.at("action") == "BandPrecheck");
  CHECK(first.at("accessKeyId") == "testid");
  CHECK(first.at("requestId") == requestId);
  CHECK(first.at("verdict") == "OK");
  CHECK(first.at("httpStatus") == 200);
  CHECK(first.at("fault").is_null());
  CHECK(first.at("parameters").at("IpAddress") == "203.0.113.7");
  CHECK(contains(first.at("stringToSign"), "POST&%2F&AccessKeyId%3Dtestid"));
  CHECK(json::parse(first.at("answer").get<std::string>()).at("ResultModule").at("BandId") == 1000001);
  CHECK(all[1].at("verdict") == "isv.INVALID_PARAMETERS");
}

TEST_CASE("The journal keeps no secret, whatever the verdict") {
  SandboxClient sandbox;
  const std::string token = "tök+en/with=signs";
  CHECK(sandbox.clientOf("testid", "testsecret", token).execute(mobileStartRequest().setToken("hunter2")));
  // The refusal repeats the string to sign, and with it the token.
  CHECK_FALSE(sandbox.clientOf("testid", "wrong", token).execute(precheckRequest()));
  // What nobody should send, but somebody will.
  CommonRequest careless;
  careless.setAction("BandPrecheck").putParameter("AccessKeySecret", "testsecret").putParameter("PASSWORD", "hunter2");
  CHECK_FALSE(sandbox.client().execute(careless));
  CHECK_FALSE(contains(requests(sandbox).at("requests")[2].dump(), "testsecret"));
  CHECK_FALSE(contains(requests(sandbox).at("requests")[2].dump(), "hunter2"));
  // And a service that repeats what it was sent.
  CHECK_FALSE(sandbox.clientOf("testid", "testsecret").execute(mobileStatusRequest().setCorrelationId(token)));
  const std::string all = requests(sandbox).dump();
  CHECK(contains(all, "***"));
  for (const char* secret : {"testsecret", "hunter2", "k%25C3%25B6", "%252Fwith", "en/with", "%2Fwith%3Dsigns"}) {
    CAPTURE(secret);
    // The third call's correlation id is no secret.
    const json entries = requests(sandbox).at("requests");
    CHECK_FALSE(contains(entries[0].dump(), secret));
    CHECK_FALSE(contains(entries[1].dump(), secret));
  }
  for (const json& entry : requests(sandbox).at("requests").get<std::vector<json>>()) {
    CHECK(entry.at("parameters").at("Signature") == "***");
  }
}

TEST_CASE("The journal keeps the latest requests, and is read on from where one was") {
  sandbox::ServerOptions options;
  options.journalEntries = 5;
  SandboxClient sandbox(options);
  for (int i = 0; i < 7; ++i) sandbox.get(precheckRequest());
  json shown = requests(sandbox);
  CHECK(shown.at("requests").size() == 5);
  CHECK(shown.at("requests")[0].at("id") == 3);
  CHECK(shown.at("dropped") == 2);
  shown = requests(sandbox, "?after=5&limit=1");
  CHECK(shown.at("requests").size() == 1);
  CHECK(shown.at("requests")[0].at("id") == 6);
  CHECK(shown.at("dropped") == 0);
  CHECK(requests(sandbox, "?after=7").at("requests").empty());
  CHECK(requests(sandbox, "?limit=0").at("_status") == 400);
  CHECK(requests(sandbox, "?after=x").at("_status") == 400);
  CHECK(sandbox.control("DELETE", "/_sandbox/requests").at("cleared") == 5);
  CHECK(requests(sandbox).at("requests").empty());
  sandbox.get(precheckRequest());
  CHECK(requests(sandbox).at("requests")[0].at("id") == 8);
}

TEST_CASE("The journal is bounded in bytes, too") {
  SandboxClient sandbox;
  CommonRequest large;
  large.setAction("BandPrecheck").putParameter("IpAddress", "203.0.113.7").putParameter("Port", "50123");
  large.putParameter("BandScene", std::string(900'000, 'x'));
  for (int i = 0; i < 45; ++i) CHECK(sandbox.refusal(large).empty());
  const json shown = requests(sandbox, "?limit=1");
  CHECK(shown.at("dropped") > 0);
  CHECK(shown.at("requests").size() == 1);
}

TEST_CASE("What can't be read at all is in the journal as well") {
  SandboxClient sandbox;
  rawExchange(sandbox.endpoint(), "GET /?a=%GG HTTP/1.1\r\nHost: x\r\n\r\n");
  rawExchange(sandbox.endpoint(), "GET /?a=%FF HTTP/1.1\r\nHost: x\r\n\r\n");
  const json all = requests(sandbox).at("requests");
  REQUIRE(all.size() == 2);
  CHECK(all[0].at("verdict") == "InvalidParameter");
  CHECK(all[1].at("verdict") == "MissingParameter");
  CHECK(all[1].at("parameters").at("a") == "\xef\xbf\xbd");
}
