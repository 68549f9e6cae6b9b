#include "lifecycle/failing_allocator.hpp"
#include "lifecycle/logged_profile.hpp"
#include "lifecycle/tagged_arrivals.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

void answerAll(ServerConnection& connection) {
  while (const auto request = connection.readRequest()) {
    const bool isOrder = request->body.find("BandOfferOrder") != std::string::npos;
    connection.write(httpAnswer(200, isOrder ? kOrderBody : kPrecheckBody));
  }
}

/// Makes an order in which the allocation of this number fails; false when it has none so high.
bool orderWithFailure(const AcsClient& client, ScriptedServer& server, std::size_t number) {
  const std::int64_t tag = nextTag();
  std::optional<Outcome<BandOfferOrderResponse>> outcome;
  bool hasFailed = false;
  {
    const BandOfferOrderRequest request = orderRequest().setOwnerId(tag);
    const FailingAllocation failing(number);
    outcome = client.execute(request);
    hasFailed = FailingAllocation::hasFailed();
  }
  CAPTURE(number, outcome->error().toString());
  const std::size_t arrivals = arrivalsOf(tag, server);
  CHECK(arrivals <= 1);
  if (*outcome) {
    CHECK((*outcome)->getResultModule().getLxOrderId() == 77);  // what failed could be done without
  } else {
    CHECK_FALSE(outcome->error().code().empty());
    if (arrivals > 0) CHECK(outcome->error().mayHaveBeenCarriedOut());
  }
  return hasFailed;
}

/// A call with each of its allocations failing in turn; each time on a client of its own, or all on one.
void failEach(ScriptedServer& server, bool isFresh) {
  const AcsClient kept(loggedProfile(server.endpoint()));
  for (std::size_t number = 1;; ++number) {
    const AcsClient fresh(loggedProfile(server.endpoint()));
    const AcsClient& client = isFresh ? fresh : kept;
    if (!isFresh) REQUIRE(client.execute(precheckRequest()));
    const bool hasFailed = orderWithFailure(client, server, number);
    CHECK(client.execute(precheckRequest()));  // it goes on as if nothing had been
    if (!hasFailed) {
      CHECK(number > 30);
      return;
    }
  }
}

}  // namespace

TEST_CASE("When an allocation of a call fails, whichever, the call fails, and nothing is leaked, lost or sent twice") {
  ScriptedServer server(&answerAll);
  for (const bool isFresh : {true, false}) {
    CAPTURE(isFresh);
    failEach(server, isFresh);  // what is made once for the process is made now
    const std::ptrdiff_t before = liveBlocks();
    const std::size_t arrivalsBefore = server.arrivals().size();
    for (int i = 0; i < kSweeps; ++i) failEach(server, isFresh);
    // The server keeps what has arrived.
    const auto kept = [&] { return static_cast<std::ptrdiff_t>(3 * (server.arrivals().size() - arrivalsBefore)); };
    CHECK(onceSettled([&] { return liveBlocks() - before - kept(); }, kSweeps) < kSweeps);
  }
}

TEST_CASE("Of an answer that could not be used nothing is kept until the next call") {
  std::optional<ScriptedServer> server(std::in_place, [](ServerConnection& connection) {
    const std::string body(900000, ' ');
    if (connection.readRequest()) connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + body);
  });
  const std::ptrdiff_t before = liveBytes();
  const AcsClient client(networkProfile(server->endpoint()));
  REQUIRE_FALSE(client.execute(precheckRequest()));
  REQUIRE_FALSE(client.submit(precheckRequest()).get());
  server.reset();
  CHECK(liveBytes() - before < 800000);  // those of libcurl and of a thread among it
}
