#include <fstream>
#include <future>
#include <memory>

#include "support/counting_relay.hpp"
#include "support/temporary_directory.hpp"
#include "transport/network_client.hpp"

// What a call costs in round trips, and what of that can be had ahead of it.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

void answerAll(ServerConnection& connection) {
  while (const auto request = connection.readRequest()) {
    connection.write(request->method() == "HEAD" ? "HTTP/1.1 404 Nothing\r\nContent-Length: 99\r\n\r\n"
                                                 : httpAnswer(200, kPrecheckBody));
  }
}

/// A TLS server that clients reach through a relay. It sends no tickets, and so nothing that it is not asked for.
class FarServer {
 public:
  explicit FarServer(bool tickets = false)
      : server_(&answerAll, authority_.issue("IP:127.0.0.1"), tickets), relay_(server_.port()) {
    std::ofstream(caFile()) << authority_.certificate();
  }

  ClientProfile profile() const {
    ClientProfile profile = networkProfile("https://127.0.0.1:" + std::to_string(relay_.port()));
    profile.http.caFile = caFile();
    return profile;
  }
  const ScriptedServer& server() const { return server_; }
  int connections() const { return relay_.connections(); }
  /// Since this was asked last.
  int roundTrips() { return relay_.roundTrips() - std::exchange(counted_, relay_.roundTrips()); }

 private:
  std::string caFile() const { return directory_.path("ca.pem"); }

  TemporaryDirectory directory_;
  CertificateAuthority authority_;
  ScriptedServer server_;
  CountingRelay relay_;
  int counted_ = 0;
};

Outcome<void> warmUpAsync(const AcsClient& client) {
  std::promise<Outcome<void>> done;
  client.warmUpAsync([&done](const Outcome<void>& outcome) { done.set_value(outcome); });
  return done.get_future().get();
}

}  // namespace

TEST_CASE("A cold call over TLS 1.3 costs two round trips after TCP's own, the next one costs one") {
  FarServer far;
  const AcsClient client(far.profile());
  CHECK(client.execute(precheckRequest()));
  CHECK(far.roundTrips() == 2);
  CHECK(client.execute(precheckRequest()));
  CHECK(far.roundTrips() == 1);
  CHECK(client.submit(precheckRequest()).get());
  CHECK(far.roundTrips() == 2);
  CHECK(client.submit(precheckRequest()).get());
  CHECK(far.roundTrips() == 1);
}

TEST_CASE("After a warm-up a call costs one round trip, on the connection that is there") {
  FarServer far;
  const AcsClient client(far.profile());
  CHECK(client.warmUp());
  CHECK(far.roundTrips() == 2);
  CHECK(client.execute(precheckRequest()));
  CHECK(far.roundTrips() == 1);
  CHECK(far.connections() == 1);

  CHECK(warmUpAsync(client));
  far.roundTrips();
  CHECK(client.submit(precheckRequest()).get());
  CHECK(far.roundTrips() == 1);
  CHECK(far.connections() == 2);
}

TEST_CASE("A warm-up carries neither a parameter nor a key") {
  FarServer far;
  const AcsClient client(far.profile());
  CHECK(client.warmUp());
  CHECK(warmUpAsync(client));
  const auto arrivals = far.server().arrivals();
  REQUIRE(arrivals.size() == 2);
  for (const ArrivedRequest& request : arrivals) {
    CHECK(request.method() == "HEAD");
    CHECK(request.target() == "/");
    CHECK(request.body.empty());
    for (const char* secret : {kKeyId, kSecret, kToken, "Signature"}) CHECK_FALSE(contains(request.head, secret));
  }
}

TEST_CASE("A further connection resumes the TLS session, waiting calls' and asynchronous ones' alike") {
  FarServer far(true);
  const AcsClient client(far.profile());
  CHECK(client.execute(precheckRequest()));
  CHECK(far.server().resumedSessions() == 0);
  CHECK(client.submit(precheckRequest()).get());
  CHECK(far.connections() == 2);
  CHECK(far.server().resumedSessions() == 1);
}

TEST_CASE("A warm-up tells why it could not be done") {
  ClientProfile profile = networkProfile("http://127.0.0.1:" + std::to_string(unusedPort()));
  const AcsClient refused(profile);
  CHECK(refused.warmUp().error().code() == "SDK.ServerUnreachable");
  CHECK(warmUpAsync(refused).error().code() == "SDK.ServerUnreachable");
  profile.endpoint = "ftp://nowhere";
  CHECK(AcsClient(profile).warmUp().error().code() == "SDK.EndpointResolvingError");
  CHECK(AcsClient(profile, nullptr).warmUp().error().code() == "SDK.InvalidProfile");
}

TEST_CASE("A warm-up needs no credentials, and the call's own endpoint counts") {
  FarServer far;
  ClientProfile profile = far.profile();
  CallOptions elsewhere;
  elsewhere.endpoint = std::exchange(profile.endpoint, "https://127.0.0.1:" + std::to_string(unusedPort()));
  profile.credentials = nullptr;
  const AcsClient client(profile);
  CHECK(client.warmUp(elsewhere));
  CHECK(far.connections() == 1);
}

TEST_CASE("With a transport of the program's own there is nothing to warm up") {
  const auto mock = std::make_shared<testing::MockTransport>();
  const AcsClient client(testProfile(), mock);
  CHECK(client.warmUp());
  CHECK(warmUpAsync(client));
  CHECK(mock->requests().empty());
}

TEST_CASE("A warm-up that is cancelled, or whose client is closed, says so") {
  ScriptedServer silent([](ServerConnection& connection) { connection.waitUntilClosed(); });
  const AcsClient client(networkProfile(silent.endpoint()));
  for (const bool closes : {false, true}) {
    std::promise<std::string> code;
    const Call call = client.warmUpAsync([&code](const Outcome<void>& done) { code.set_value(done.error().code()); });
    if (closes) {
      client.close();
    } else {
      call.cancel();
    }
    CHECK(code.get_future().get() == "SDK.Cancelled");
  }
}
