// Memory that runs out, at each place in turn: the C API tells it, and nothing is lost on the way (which the address
// sanitizer looks at).

#include <cstdlib>
#include <new>

#include "c/c.hpp"

using namespace snsuapi_test;

namespace {

constexpr long kNever = -1;
thread_local long allocationsLeft = kNever;  // of this thread, until one fails

bool fails() {
  if (allocationsLeft < 0) return false;
  return allocationsLeft == 0 || --allocationsLeft < 0;
}

void* allocate(std::size_t size) noexcept { return fails() ? nullptr : std::malloc(size != 0 ? size : 1); }

/// From here on, once so many allocations have been made, all fail, to the end of the scope.
class Scarcity {
 public:
  explicit Scarcity(long allocations) { allocationsLeft = allocations; }
  Scarcity(const Scarcity&) = delete;
  Scarcity& operator=(const Scarcity&) = delete;
  ~Scarcity() { allocationsLeft = kNever; }
};

/// Runs the work with room for no allocation, one, two, ... until it needs no more.
template <class Work>
long untilItSucceeds(const Work& work) {
  constexpr long kMost = 5000;
  for (long allocations = 0; allocations < kMost; ++allocations) {
    if (work(allocations)) return allocations;
  }
  FAIL("never");
  return kMost;
}

/// True when there is no error; else checks that it says what it has to.
bool succeeded(snsuapi_error* error) {
  const bool isNone = error == nullptr;
  if (!isNone) {
    const std::string code = snsuapi_error_code(error);
    CAPTURE(code, std::string(snsuapi_error_message(error)));
    // A handle that could not be made is NULL, which the call that uses it tells.
    CHECK((code == "SDK.OutOfMemory" || code == "SDK.InvalidParameter"));
    CHECK_FALSE(std::string(snsuapi_error_message(error)).empty());
  }
  snsuapi_error_destroy(error);
  return isNone;
}

struct Told {
  int calls = 0;
  int responses = 0;
};

void tell(void* userData, snsuapi_response* response, snsuapi_error* error) {
  auto* const told = static_cast<Told*>(userData);
  ++told->calls;
  if (response != nullptr) ++told->responses;
  snsuapi_response_destroy(response);
  snsuapi_error_destroy(error);
}

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, R"({"Code":"OK","ResultModule":true})"));
}

}  // namespace

void* operator new(std::size_t size) {
  void* const block = allocate(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

TEST_CASE("In C memory that runs out while a client is made is an error") {
  const long needed = untilItSucceeds([](long allocations) {
    snsuapi_client* client = nullptr;
    snsuapi_error* error = nullptr;
    {
      const Scarcity scarcity(allocations);
      snsuapi_profile* profile = c_profile("http://127.0.0.1:1/with-a-text-that-does-not-fit-into-a-short-string");
      error = snsuapi_client_create(profile, &client);
      snsuapi_profile_destroy(profile);
    }
    CHECK((client == nullptr) == (error != nullptr));
    snsuapi_client_destroy(client);
    return succeeded(error);
  });
  CHECK(needed > 5);
}

TEST_CASE("In C memory that runs out while a request is filled in is an error of the call, and nothing is sent") {
  ScriptedServer server(answerAll);
  const std::string endpoint = server.endpoint();
  snsuapi_client* client = c_client(endpoint.c_str());
  const long needed = untilItSucceeds([&](long allocations) {
    CHECK(server.arrivals().empty());
    snsuapi_response* response = nullptr;
    snsuapi_request* request = nullptr;
    {
      const Scarcity scarcity(allocations);
      request = snsuapi_request_create(SNSUAPI_BAND_START_SPEED_UP);
      snsuapi_request_set_text(request, SNSUAPI_IP_ADDRESS, "2001:db8:1234:5678:9abc:def0:1234:5678");
      snsuapi_request_set_number(request, SNSUAPI_PORT, 50123);
      snsuapi_request_set_number(request, SNSUAPI_BAND_ID, 1000001);
      snsuapi_request_set_text(request, SNSUAPI_DIRECTION, "UP");
      snsuapi_request_set_number(request, SNSUAPI_TARGET_BANDWIDTH, 20);
      snsuapi_request_set_text(request, SNSUAPI_REQUEST_ENDPOINT, "http://127.0.0.1:1/longer-than-a-short-string");
      snsuapi_request_set_text(request, SNSUAPI_REQUEST_ENDPOINT, endpoint.c_str());
    }
    snsuapi_error* error = snsuapi_client_execute(client, request, &response);
    snsuapi_request_destroy(request);
    CHECK((response == nullptr) == (error != nullptr));
    snsuapi_response_destroy(response);
    return succeeded(error);
  });
  CHECK(needed > 5);
  snsuapi_client_destroy(client);
}

TEST_CASE("In C memory that runs out while an asynchronous call is begun is an error, and nobody is called") {
  ScriptedServer server(answerAll);
  snsuapi_profile* profile = c_profile(server.endpoint().c_str());
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_POLL_FOR_CALLBACKS, 1);
  snsuapi_client* client = nullptr;
  REQUIRE(snsuapi_client_create(profile, &client) == nullptr);
  snsuapi_profile_destroy(profile);
  snsuapi_request* request = c_request(SNSUAPI_BAND_START_SPEED_UP);
  {
    Told told;  // the first call has the SDK's thread started
    REQUIRE(snsuapi_client_execute_async(client, request, tell, &told, nullptr) == nullptr);
    while (told.calls == 0) CHECK(succeeded(snsuapi_client_poll(client, nullptr)));
  }
  untilItSucceeds([&](long allocations) {
    Told told;
    snsuapi_call* call = nullptr;
    snsuapi_error* error = nullptr;
    {
      const Scarcity scarcity(allocations);
      error = snsuapi_client_execute_async(client, request, tell, &told, &call);
    }
    CHECK((call == nullptr) == (error != nullptr));
    snsuapi_call_destroy(call);
    if (error == nullptr) {
      while (told.calls == 0) CHECK(succeeded(snsuapi_client_poll(client, nullptr)));
    }
    CHECK(told.responses == (error == nullptr ? 1 : 0));
    return succeeded(error);
  });
  snsuapi_request_destroy(request);
  snsuapi_client_destroy(client);
}
