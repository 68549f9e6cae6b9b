// Sequences of calls of the C API with hostile arguments: every function, in any order, with NULLs, numbers out of
// range, texts that are huge, empty or no UTF-8, and answers of a server that may be anything. What the header asks of
// a caller is kept: a handle is not used after it was destroyed, and the client's loop is driven on one thread.
//
// An error is whole; a call says NotSent only if nothing was sent; a callback runs exactly once, and never after its
// client is gone.

#include <fuzzer/FuzzedDataProvider.h>
#include <poll.h>
#include <snsuapi/c/snsuapi.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/no_network.hpp"
#include "support/require.hpp"

using namespace snsuapi_fuzz;

namespace {

constexpr std::size_t kSlots = 2;
constexpr int kMostSteps = 64;
constexpr int kMostRounds = 16;

// Reading it to its end is the test: the sanitizer watches.
std::size_t readText(const char* text) {
  require(text != nullptr, "a text is never NULL");
  return std::strlen(text);
}

void checkError(const snsuapi_error* error) {
  const std::size_t codeLength = readText(snsuapi_error_code(error));
  const std::size_t messageLength = readText(snsuapi_error_message(error));
  readText(snsuapi_error_request_id(error));
  const auto kind = snsuapi_error_kind(error);
  const auto delivery = snsuapi_error_delivery(error);
  const auto status = snsuapi_error_http_status(error);
  const bool isOpen = snsuapi_error_may_have_been_carried_out(error);
  snsuapi_error_is_throttling(error);
  if (error == nullptr) {
    require(kind == SNSUAPI_KIND_NONE && codeLength == 0 && status == 0 && !isOpen, "NULL is no error");
    return;
  }
  require(kind > SNSUAPI_KIND_NONE && kind < SNSUAPI_KIND_OUT_OF_MEMORY, "an error has a kind");
  require(codeLength > 0 && (messageLength > 0 || kind == SNSUAPI_KIND_SERVICE), "an error says what it is");
  require(delivery >= SNSUAPI_NOT_SENT && delivery <= SNSUAPI_ANSWERED, "an error has a delivery");
  require(delivery != SNSUAPI_NOT_SENT || (status == 0 && !isOpen), "what was not sent was not carried out");
  require(delivery != SNSUAPI_ANSWERED || status != 0, "an answer has a status");
}

void checkResponse(const snsuapi_response* response) {
  readText(snsuapi_response_request_id(response));
  readText(snsuapi_response_result_message(response));
  readText(snsuapi_response_correlation_id(response));
  readText(snsuapi_response_data(response));
  readText(snsuapi_response_result_module(response));
  const std::string code = snsuapi_response_result_code(response);
  require(code == (response == nullptr ? "" : "OK"), "a response is OK");
  snsuapi_response_band_id(response);
  snsuapi_response_upload_bandwidth(response);
  snsuapi_response_download_bandwidth(response);
  snsuapi_response_order_id(response);
  snsuapi_response_is_true(response);
  snsuapi_response_upload_target(response);
  snsuapi_response_download_target(response);
  snsuapi_response_http_status(response);
  const std::size_t count = snsuapi_response_offer_count(response);
  for (const std::size_t index : {std::size_t{0}, count / 2, count, SIZE_MAX}) {
    const bool isThere = index < count;
    readText(snsuapi_response_offer_direction(response, index));
    snsuapi_response_offer_bandwidth(response, index);
    require(isThere || snsuapi_response_offer_id(response, index) == 0, "there is no offer beyond the last");
    require(snsuapi_response_offer_is_monthly(response, index) ==
                (snsuapi_response_offer_duration(response, index) >= 9999),
            "a monthly offer lasts 9999 hours or more");
  }
}

void checkAndDestroy(snsuapi_error* error) {
  checkError(error);
  snsuapi_error_destroy(error);
}

/// The loop that drives the calls of one client.
struct Loop {
  std::map<snsuapi_socket, std::pair<bool, bool>> watched;
  std::int64_t timer = -1;
  bool isWoken = false;

  static void watch(void* self, snsuapi_socket socket, bool forReading, bool forWriting) {
    if (forReading || forWriting) {
      static_cast<Loop*>(self)->watched[socket] = {forReading, forWriting};
    } else {
      static_cast<Loop*>(self)->watched.erase(socket);
    }
  }
  static void setTimer(void* self, std::int64_t after) { static_cast<Loop*>(self)->timer = after; }
  static void wakeUp(void* self) { static_cast<Loop*>(self)->isWoken = true; }
};

class Session;

/// An asynchronous call, and what its callback does.
struct Pending {
  enum class Inside { Nothing, CloseClient, DestroyClient, CallAgain };

  Session& session;
  std::size_t client;
  Inside inside;
  bool isBegun = false;
  int ends = 0;

  static void onEnd(void* self, snsuapi_response* response, snsuapi_error* error);
};

std::string withHeader(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::int64_t now(void*) { return 1531123200000; }
void nonce(void* counter, char* text, std::size_t size) {
  std::snprintf(text, size, "nonce-%d", ++*static_cast<int*>(counter));
}
void wait(void*, std::int64_t) {}

/// One input, step by step.
class Session {
 public:
  explicit Session(FuzzedDataProvider& input) : input_(input) {}

  ~Session() {
    for (std::size_t i = 0; i < kSlots; ++i) {
      destroyClient(i);
      snsuapi_profile_destroy(profiles_[i]);
      snsuapi_request_destroy(requests_[i]);
      snsuapi_response_destroy(responses_[i]);
      snsuapi_error_destroy(errors_[i]);
      snsuapi_call_destroy(calls_[i]);
    }
    for (const auto& pending : pending_) {
      require(pending->ends == (pending->isBegun ? 1 : 0), "a callback runs exactly once");
    }
    forgetConnections();
  }

  void run() {
    for (int step = 0; step < kMostSteps && input_.remaining_bytes() > 0; ++step) doStep();
  }

  void closeClient(std::size_t slot, std::int64_t timeout) {
    require(snsuapi_client_close(clients_[slot], timeout) || isWithinCallback_, "a client is closed at once");
  }

  void destroyClient(std::size_t slot) {
    snsuapi_client* const client = clients_[slot];
    clients_[slot] = nullptr;  // first: callbacks run within
    snsuapi_client_destroy(client);
  }

  void begin(std::size_t slot, const snsuapi_request* request, Pending::Inside inside, snsuapi_call** call) {
    pending_.push_back(std::make_unique<Pending>(Pending{*this, slot, inside}));
    Pending& pending = *pending_.back();
    snsuapi_error* const error = snsuapi_client_execute_async(clients_[slot], request, Pending::onEnd, &pending, call);
    pending.isBegun = error == nullptr;
    require(call == nullptr || (*call != nullptr) == pending.isBegun, "a call that was begun has a handle");
    checkAndDestroy(error);
  }

  bool isWithinCallback_ = false;

 private:
  std::size_t slot() { return input_.ConsumeIntegralInRange<std::size_t>(0, kSlots - 1); }

  const char* text() {
    static constexpr std::array<const char*, 12> kUsual = {
        nullptr,       "",   "http://127.0.0.1", "http://localhost", "http://127.0.0.1:1", "cn-hangzhou",
        "203.0.113.7", "UP", "BandPrecheck",     "\xFF\xFE",         "a\r\nb: c",          "1"};
    const auto which = input_.ConsumeIntegralInRange<std::size_t>(0, kUsual.size() + 1);
    if (which < kUsual.size()) return kUsual.at(which);
    if (which == kUsual.size()) {
      texts_.push_back(std::make_unique<std::string>(input_.ConsumeIntegral<std::uint16_t>(), 'x'));
    } else {
      texts_.push_back(std::make_unique<std::string>(input_.ConsumeRandomLengthString()));
    }
    return texts_.back()->c_str();  // up to its first NUL
  }

  std::int64_t number() {
    static constexpr std::array<std::int64_t, 12> kUsual = {
        INT64_MIN, -1, 0, 1, 2, 4, 6, 50123, 1000001, std::int64_t{INT_MAX} + 1, 220980804008, INT64_MAX};
    const auto which = input_.ConsumeIntegralInRange<std::size_t>(0, kUsual.size());
    return which < kUsual.size() ? kUsual[which] : input_.ConsumeIntegral<std::int64_t>();
  }

  std::int32_t which(std::int32_t first, std::int32_t last) {
    if (input_.ConsumeIntegral<std::uint8_t>() == 0) return input_.ConsumeIntegral<std::int32_t>();
    return input_.ConsumeIntegralInRange<std::int32_t>(first - 1, last + 1);
  }

  // A call that is made a thousand times over is no finding.
  static std::int64_t fewRetries(std::int32_t what, std::int64_t value) {
    constexpr std::int64_t kMost = 3;
    return what == SNSUAPI_REQUEST_RETRIES && value > kMost && value <= INT_MAX ? kMost : value;
  }

  /// A handle that is new takes the place of another, which is destroyed.
  template <class Handle>
  static void put(Handle*& place, Handle* handle, void (*destroy)(Handle*)) {
    destroy(place);
    place = handle;
  }

  void makeClient() {
    snsuapi_profile* const profile = profiles_[slot()];
    const std::size_t to = slot();
    destroyClient(to);
    loops_.push_back(std::make_unique<Loop>());
    clientLoops_[to] = loops_.back().get();
    // Waits take no time, and no thread of the SDK's is started.
    snsuapi_profile_set_environment(profile, now, nonce, wait, &nonces_);
    snsuapi_profile_set_event_loop(profile, Loop::watch, Loop::setTimer, Loop::wakeUp, clientLoops_[to]);
    snsuapi_error* const error = snsuapi_client_create(profile, &clients_[to]);
    require((error == nullptr) == (clients_[to] != nullptr), "there is a client, or an error");
    checkAndDestroy(error);
  }

  void execute() {
    const snsuapi_client* const client = clients_[slot()];
    const snsuapi_request* const request = requests_[slot()];
    bytesSent();
    snsuapi_response* response = nullptr;
    snsuapi_error* const error = snsuapi_client_execute(client, request, &response);
    const bool isSent = bytesSent() > 0;
    require((error == nullptr) == (response != nullptr), "there is a response, or an error");
    require(error == nullptr || isSent || snsuapi_error_delivery(error) != SNSUAPI_ANSWERED,
            "only what was sent is answered");
    require(error == nullptr || !isSent || snsuapi_error_delivery(error) != SNSUAPI_NOT_SENT,
            "what was sent is not said to be not sent");
    checkError(error);
    checkResponse(response);
    put(responses_[slot()], response, snsuapi_response_destroy);
    put(errors_[slot()], error, snsuapi_error_destroy);
  }

  void drive(std::size_t at) {
    for (int round = 0; round < kMostRounds && clients_[at] != nullptr; ++round) {
      Loop& loop = *clientLoops_[at];
      if (loop.isWoken) {
        loop.isWoken = false;
        checkAndDestroy(snsuapi_client_on_wake_up(clients_[at]));
      }
      constexpr std::int64_t kSoon = 2;  // as good as now; what is later never comes
      if (loop.timer >= 0 && loop.timer <= kSoon) {
        loop.timer = -1;
        checkAndDestroy(snsuapi_client_on_timer(clients_[at]));
      }
      std::vector<pollfd> sockets;
      for (const auto& [socket, wanted] : loop.watched) {
        const int events = (wanted.first ? POLLIN : 0) | (wanted.second ? POLLOUT : 0);
        sockets.push_back({static_cast<int>(socket), static_cast<short>(events), 0});
      }
      poll(sockets.data(), sockets.size(), 0);
      for (const pollfd& ready : sockets) {
        if (ready.revents == 0) continue;
        checkAndDestroy(snsuapi_client_on_socket_ready(clients_[at], ready.fd, (ready.revents & ~POLLOUT) != 0,
                                                       (ready.revents & ~POLLIN) != 0));
      }
    }
  }

  void doStep() {
    switch (input_.ConsumeIntegralInRange<int>(0, 25)) {
      case 0: {
        snsuapi_profile* const profile = snsuapi_profile_create();
        snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_ENDPOINT, "http://127.0.0.1");  // which answers
        put(profiles_[slot()], profile, snsuapi_profile_destroy);
        break;
      }
      case 1: {
        const std::size_t at = slot();
        snsuapi_profile_set_text(profiles_[at], which(SNSUAPI_PROFILE_REGION_ID, SNSUAPI_PROFILE_USER_AGENT), text());
        break;
      }
      case 2: {
        const std::size_t at = slot();
        snsuapi_profile_set_number(profiles_[at], which(SNSUAPI_PROFILE_METHOD, SNSUAPI_PROFILE_TIME_SOURCE), number());
        break;
      }
      case 3: {
        const char* const id = text();
        const char* const secret = text();
        snsuapi_profile_set_access_key(profiles_[slot()], id, secret, text());
        break;
      }
      case 4:  // with a function missing
        snsuapi_profile_set_event_loop(profiles_[slot()], Loop::watch, nullptr, Loop::wakeUp, nullptr);
        break;
      case 5:
        put(profiles_[slot()], static_cast<snsuapi_profile*>(nullptr), snsuapi_profile_destroy);
        break;
      case 6:
        put(requests_[slot()], snsuapi_request_create(which(SNSUAPI_BAND_PRECHECK, SNSUAPI_MOBILE_STATUS_QUERY)),
            snsuapi_request_destroy);
        break;
      case 7:
        put(requests_[slot()], snsuapi_request_create_common(text()), snsuapi_request_destroy);
        break;
      case 8: {
        const std::size_t at = slot();
        snsuapi_request_set_text(requests_[at], which(SNSUAPI_IP_ADDRESS, SNSUAPI_REQUEST_REGION_ID), text());
        break;
      }
      case 9: {
        const std::int32_t what = which(SNSUAPI_PORT, SNSUAPI_REQUEST_READ_ONLY);
        snsuapi_request_set_number(requests_[slot()], what, fewRetries(what, number()));
        break;
      }
      case 10: {
        const char* const name = text();
        snsuapi_request_put_parameter(requests_[slot()], name, text());
        break;
      }
      case 11:
        put(requests_[slot()], static_cast<snsuapi_request*>(nullptr), snsuapi_request_destroy);
        break;
      case 12:
      case 13:
        makeClient();
        break;
      case 14:
        destroyClient(slot());
        break;
      case 15:
        closeClient(slot(), number());
        break;
      case 16:
      case 17:
        execute();
        break;
      case 18: {
        const std::size_t client = slot();
        const auto inside = static_cast<Pending::Inside>(input_.ConsumeIntegralInRange(0, 3));
        const bool wantsHandle = input_.ConsumeBool();
        snsuapi_call* call = nullptr;
        begin(client, requests_[slot()], inside, wantsHandle ? &call : nullptr);
        put(calls_[slot()], call, snsuapi_call_destroy);
        break;
      }
      case 19:
        drive(slot());
        break;
      case 20:
        checkAndDestroy(snsuapi_call_cancel(calls_[slot()]));
        break;
      case 21: {
        std::int64_t count = -1;
        checkAndDestroy(snsuapi_client_poll(clients_[slot()], input_.ConsumeBool() ? &count : nullptr));
        require(count >= -1, "a count is none, or one");
        break;
      }
      case 22:  // what the loop never said
        checkAndDestroy(snsuapi_client_on_socket_ready(clients_[slot()], input_.ConsumeIntegral<std::int32_t>(),
                                                       input_.ConsumeBool(), input_.ConsumeBool()));
        checkAndDestroy(snsuapi_client_on_timer(clients_[slot()]));
        checkAndDestroy(snsuapi_client_on_wake_up(clients_[slot()]));
        break;
      case 23:
        answerConnectionsWith(withHeader(input_.ConsumeRandomLengthString()));
        break;
      case 24:
        answerConnectionsWith(input_.ConsumeRandomLengthString());
        break;
      default:  // the pointers that are needed
        checkAndDestroy(snsuapi_client_create(profiles_[slot()], nullptr));
        checkAndDestroy(snsuapi_client_execute(clients_[slot()], requests_[slot()], nullptr));
        checkAndDestroy(snsuapi_client_execute_async(clients_[slot()], requests_[slot()], nullptr, nullptr, nullptr));
        checkError(errors_[slot()]);
        checkResponse(responses_[slot()]);
        break;
    }
  }

  FuzzedDataProvider& input_;
  std::array<snsuapi_profile*, kSlots> profiles_{};
  std::array<snsuapi_client*, kSlots> clients_{};
  std::array<Loop*, kSlots> clientLoops_{};
  std::array<snsuapi_request*, kSlots> requests_{};
  std::array<snsuapi_response*, kSlots> responses_{};
  std::array<snsuapi_error*, kSlots> errors_{};
  std::array<snsuapi_call*, kSlots> calls_{};
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::unique_ptr<Pending>> pending_;
  std::vector<std::unique_ptr<std::string>> texts_;
  int nonces_ = 0;
};

void Pending::onEnd(void* self, snsuapi_response* response, snsuapi_error* error) {
  Pending& pending = *static_cast<Pending*>(self);
  ++pending.ends;
  require((error == nullptr) == (response != nullptr), "a call ends with a response, or an error");
  checkResponse(response);
  checkAndDestroy(error);
  snsuapi_response_destroy(response);

  Session& session = pending.session;
  const bool wasWithin = std::exchange(session.isWithinCallback_, true);
  switch (pending.inside) {
    case Inside::CloseClient:
      session.closeClient(pending.client, 0);
      break;
    case Inside::DestroyClient:
      session.destroyClient(pending.client);
      break;
    case Inside::CallAgain: {
      snsuapi_request* const request = snsuapi_request_create_common("Again");
      session.begin(pending.client, request, Inside::Nothing, nullptr);
      snsuapi_request_destroy(request);
      break;
    }
    case Inside::Nothing:
      break;
  }
  session.isWithinCallback_ = wasWithin;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  for (const char* name :
       {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"}) {
    unsetenv(name);
  }
  setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid", 1);
  setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret", 1);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  answerConnectionsWith(withHeader(R"({"RequestId":"r","Code":"OK","ResultModule":true})"));
  Session session(input);
  session.run();
  return 0;
}
