// What fails in C, and how, by the cases of failures.c and misuse.c.

#include "c/c.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

/// Answers every request so.
ScriptedServer::Script answering(const std::string& answer) {
  return [answer](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(answer);
  };
}

/// Closes the first connection unanswered, and answers on those that follow.
void closeOnce(ServerConnection& connection) {
  if (!connection.readRequest() || connection.number() == 0) return;
  connection.write(httpAnswer(200, kPrecheckBody));
}

}  // namespace

TEST_CASE("In C an order to a server that is not there was not sent") {
  c_unreachable(("http://127.0.0.1:" + std::to_string(unusedPort())).c_str());
}

TEST_CASE("In C a connect timeout was not sent") {
  const HangingListener listener;
  c_connect_timeout(("http://127.0.0.1:" + std::to_string(listener.port())).c_str());
}

TEST_CASE("In C a silent server is a read timeout, by the request's timeouts and by the profile's") {
  ScriptedServer server(staySilent);
  c_timeouts(server.endpoint().c_str());
  CHECK(server.arrivals().size() == 4);
}

TEST_CASE("In C an order that was closed unanswered may have been carried out, and has arrived once") {
  ScriptedServer server([](ServerConnection& connection) { connection.readRequest(); });
  c_closed_unanswered(server.endpoint().c_str());
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("In C an answer that is not the service's is no success") {
  ScriptedServer server(answering(httpAnswer(200, "{")));
  c_not_the_service(server.endpoint().c_str());
}

TEST_CASE("In C an answer may be too large") {
  ScriptedServer server(answering(httpAnswer(200, kPrecheckBody)));
  c_too_large(server.endpoint().c_str());
}

TEST_CASE("In C nothing is retried unless asked for, and an order that may have arrived not even then") {
  for (const int retries : {0, 1, 3}) {
    ScriptedServer prechecks(closeOnce);
    c_retry(prechecks.endpoint().c_str(), SNSUAPI_BAND_PRECHECK, retries, retries > 0 ? 1 : 0, retries > 0);
    CHECK(prechecks.arrivals().size() == (retries > 0 ? 2 : 1));
    ScriptedServer orders(closeOnce);
    c_retry(orders.endpoint().c_str(), SNSUAPI_BAND_OFFER_ORDER, retries, 0, false);
    CHECK(orders.arrivals().size() == 1);
  }
}

TEST_CASE("In C settings that can't be used are told before anything is sent") {
  c_settled_before_sending("http://127.0.0.1:1");
}

TEST_CASE("In C every setting of a profile and a request has its effect") {
  ScriptedServer server(answering(httpAnswer(200, R"({"Code":"OK","ResultModule":true})")));
  c_settings(server.endpoint().c_str());
  REQUIRE(server.arrivals().size() == 1);
  const ArrivedRequest arrived = server.arrivals()[0];
  CHECK(arrived.method() == "GET");
  CHECK(contains(arrived.header("User-Agent"), "launcher/3.2"));
  for (const char* parameter :
       {"RegionId=cn-hangzhou", "Timestamp=2018-07-09T08%3A00%3A00Z", "SignatureNonce=nonce-of-the-program",
        "SecurityToken=sts-token", "OwnerId=-9223372036854775808", "ResourceOwnerId=9223372036854775807",
        "ResourceOwnerAccount=%E8%B4%A6%E6%88%B7", "BandScene=&", "TargetBandwidth=20"}) {
    CAPTURE(parameter, arrived.target());
    CHECK(contains(arrived.target(), parameter));
  }
}

TEST_CASE("In C a NULL is an error where something is needed, and nothing elsewhere") {
  ScriptedServer server(staySilent);
  c_null_arguments(server.endpoint().c_str());
  CHECK(server.arrivals().empty());
}

TEST_CASE("In C a profile tells what it can't take") { c_bad_profiles(); }

TEST_CASE("In C a request tells what it can't take, and is not sent") {
  ScriptedServer server(staySilent);
  c_bad_requests(server.endpoint().c_str());
  CHECK(server.arrivals().empty());
}
