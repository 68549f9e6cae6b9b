#include <snsuapi/c/snsuapi.h>

#include "lifecycle/failing_allocator.hpp"
#include "lifecycle/tagged_arrivals.hpp"
#include "transport/network_client.hpp"

using namespace snsuapi_test;

namespace {

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kOrderBody));
}

snsuapi_client* makeClient(const std::string& endpoint) {
  snsuapi_profile* profile = snsuapi_profile_create();
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_ENDPOINT, endpoint.c_str());
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_PROXY, "");
  snsuapi_profile_set_access_key(profile, kKeyId, kSecret, "");
  snsuapi_client* client = nullptr;
  snsuapi_error* error = snsuapi_client_create(profile, &client);
  snsuapi_profile_destroy(profile);
  REQUIRE(error == nullptr);
  return client;
}

/// All that a program in C does to order.
snsuapi_error* order(const snsuapi_client* client, std::int64_t tag, std::int64_t& orderId) {
  snsuapi_request* request = snsuapi_request_create(SNSUAPI_BAND_OFFER_ORDER);
  snsuapi_request_set_number(request, SNSUAPI_BAND_ID, 1000001);
  snsuapi_request_set_number(request, SNSUAPI_OFFER_ID, 220980804008);
  snsuapi_request_set_number(request, SNSUAPI_OWNER_ID, tag);
  snsuapi_response* response = nullptr;
  snsuapi_error* error = snsuapi_client_execute(client, request, &response);
  orderId = snsuapi_response_order_id(response);
  snsuapi_response_destroy(response);
  snsuapi_request_destroy(request);
  return error;
}

/// An order in which the allocation of this number fails; false when it has none so high.
bool orderWithFailure(const snsuapi_client* client, ScriptedServer& server, std::size_t number) {
  const std::int64_t tag = nextTag();
  std::int64_t orderId = 0;
  snsuapi_error* error = nullptr;
  bool hasFailed = false;
  {
    const FailingAllocation failing(number);
    error = order(client, tag, orderId);
    hasFailed = FailingAllocation::hasFailed();
  }
  const std::size_t arrivals = arrivalsOf(tag, server);
  CAPTURE(number, std::string(snsuapi_error_code(error)));
  CHECK(arrivals <= 1);
  CHECK(orderId == (error == nullptr ? 77 : 0));
  if (error != nullptr) {
    const std::string code = snsuapi_error_code(error);
    CHECK_FALSE(code.empty());
    CHECK((code == "SDK.OutOfMemory") == (snsuapi_error_kind(error) == SNSUAPI_KIND_OUT_OF_MEMORY));
    CHECK(*snsuapi_error_message(error) != '\0');
    if (arrivals > 0) CHECK(snsuapi_error_may_have_been_carried_out(error));
  }
  snsuapi_error_destroy(error);
  return hasFailed;
}

void failEach(ScriptedServer& server) {
  snsuapi_client* client = makeClient(server.endpoint());
  std::size_t number = 1;
  while (orderWithFailure(client, server, number)) ++number;
  CHECK(number > 30);
  snsuapi_client_destroy(client);
}

}  // namespace

TEST_CASE("In C, too, an order fails when an allocation of it does, whichever, and nothing is leaked or sent twice") {
  ScriptedServer server(&answerAll);
  failEach(server);  // what is made once for the process is made now
  const std::ptrdiff_t before = liveBlocks();
  // The server keeps what has arrived, and its threads.
  const auto kept = [&server] {
    return static_cast<std::ptrdiff_t>(3 * server.arrivals().size()) + server.connections();
  };
  const std::ptrdiff_t keptBefore = kept();
  for (int i = 0; i < kSweeps; ++i) failEach(server);
  CHECK(onceSettled([&] { return liveBlocks() - before - (kept() - keptBefore); }, kSweeps) < kSweeps);
}
