#include <snsuapi/c/snsuapi.h>

#include <future>
#include <optional>

#include "faults/callers.hpp"
#include "support/frugal_loop.hpp"

namespace snsuapi_test {

using namespace snsuapi;

namespace {

template <auto destroy>
struct Destroyer {
  template <class Handle>
  void operator()(Handle* handle) const noexcept {
    destroy(handle);
  }
};
using ErrorHandle = std::unique_ptr<snsuapi_error, Destroyer<&snsuapi_error_destroy>>;
using ProfileHandle = std::unique_ptr<snsuapi_profile, Destroyer<&snsuapi_profile_destroy>>;
using RequestHandle = std::unique_ptr<snsuapi_request, Destroyer<&snsuapi_request_destroy>>;
using ClientHandle = std::unique_ptr<snsuapi_client, Destroyer<&snsuapi_client_destroy>>;
using ResponseHandle = std::unique_ptr<snsuapi_response, Destroyer<&snsuapi_response_destroy>>;

// The kinds and deliveries are the same numbers in both languages, as same_as_cpp_test checks.
Heard heard(const ErrorHandle& error) {
  return {error == nullptr,
          snsuapi_error_code(error.get()),
          snsuapi_error_message(error.get()),
          snsuapi_error_request_id(error.get()),
          static_cast<ErrorKind>(snsuapi_error_kind(error.get())),
          static_cast<Delivery>(snsuapi_error_delivery(error.get())),
          snsuapi_error_http_status(error.get()),
          snsuapi_error_may_have_been_carried_out(error.get())};
}

ProfileHandle toC(const ClientProfile& profile) {
  ProfileHandle made(snsuapi_profile_create());
  const auto text = [&made](int32_t setting, const std::string& value) {
    snsuapi_profile_set_text(made.get(), setting, value.c_str());
  };
  const auto time = [&made](int32_t setting, std::chrono::milliseconds value) {
    snsuapi_profile_set_number(made.get(), setting, value.count());
  };
  text(SNSUAPI_PROFILE_REGION_ID, profile.regionId);
  text(SNSUAPI_PROFILE_ENDPOINT, profile.endpoint);
  text(SNSUAPI_PROFILE_PROXY, profile.http.proxy.value_or(""));
  if (!profile.http.caFile.empty()) text(SNSUAPI_PROFILE_CA_FILE, profile.http.caFile);
  time(SNSUAPI_PROFILE_CONNECT_TIMEOUT, profile.http.connectTimeout);
  time(SNSUAPI_PROFILE_READ_TIMEOUT, profile.http.readTimeout);
  time(SNSUAPI_PROFILE_TOTAL_TIMEOUT, profile.http.totalTimeout);
  const auto key = *profile.credentials->getCredentials();
  snsuapi_profile_set_access_key(made.get(), key->accessKeyId().c_str(), key->accessKeySecret().c_str(),
                                 key->securityToken().c_str());
  return made;
}

ClientHandle makeClient(const ProfileHandle& profile) {
  snsuapi_client* client = nullptr;
  const ErrorHandle error(snsuapi_client_create(profile.get(), &client));
  return ClientHandle(client);  // none: the calls tell
}

RequestHandle requestFor(Action action, const RetryPolicy& retry) {
  const bool isPrecheck = action == Action::Precheck;
  RequestHandle request(snsuapi_request_create(isPrecheck ? SNSUAPI_BAND_PRECHECK : SNSUAPI_BAND_OFFER_ORDER));
  if (isPrecheck) {
    snsuapi_request_set_text(request.get(), SNSUAPI_IP_ADDRESS, "203.0.113.7");
    snsuapi_request_set_number(request.get(), SNSUAPI_PORT, 50123);
  } else {
    snsuapi_request_set_number(request.get(), SNSUAPI_BAND_ID, 1000001);
    snsuapi_request_set_number(request.get(), SNSUAPI_OFFER_ID, 220980804008);
  }
  snsuapi_request_set_number(request.get(), SNSUAPI_REQUEST_RETRIES, retry.maxRetries);
  snsuapi_request_set_number(request.get(), SNSUAPI_REQUEST_RETRY_DELAY, retry.baseDelay.count());
  return request;
}

class CWaitingCaller final : public Caller {
 public:
  explicit CWaitingCaller(const ClientProfile& profile) : client_(makeClient(toC(profile))) {}

  Heard call(Action action, const RetryPolicy& retry) override {
    snsuapi_response* response = nullptr;
    const ErrorHandle error(snsuapi_client_execute(client_.get(), requestFor(action, retry).get(), &response));
    const ResponseHandle handle(response);
    return heard(error);
  }

 private:
  const ClientHandle client_;
};

class CCallbackCaller final : public Caller {
 public:
  explicit CCallbackCaller(const ClientProfile& profile) : client_(makeClient(toC(profile))) {}

  Heard call(Action action, const RetryPolicy& retry) override {
    std::promise<Heard> told;
    ErrorHandle error(
        snsuapi_client_execute_async(client_.get(), requestFor(action, retry).get(), &tell, &told, nullptr));
    return error ? heard(error) : told.get_future().get();
  }

 private:
  static void tell(void* told, snsuapi_response* response, snsuapi_error* error) {
    const ResponseHandle handle(response);
    static_cast<std::promise<Heard>*>(told)->set_value(heard(ErrorHandle(error)));
  }

  const ClientHandle client_;
};

class CEventLoopCaller final : public Caller {
 public:
  explicit CEventLoopCaller(const ClientProfile& profile) : client_(makeClient(onLoop(toC(profile)))) {}

  Heard call(Action action, const RetryPolicy& retry) override {
    std::optional<Heard> told;
    ErrorHandle error(
        snsuapi_client_execute_async(client_.get(), requestFor(action, retry).get(), &tell, &told, nullptr));
    if (error) return heard(error);
    while (!told) loop_.turn(*this);
    return *told;
  }

  // What the loop tells.
  void onWakeUp() const { ErrorHandle{snsuapi_client_on_wake_up(client_.get())}; }
  void onTimer() const { ErrorHandle{snsuapi_client_on_timer(client_.get())}; }
  void onSocketReady(int socket, bool readable, bool writable) const {
    ErrorHandle{snsuapi_client_on_socket_ready(client_.get(), socket, readable, writable)};
  }

 private:
  static FrugalLoop& loopOf(void* loop) { return *static_cast<FrugalLoop*>(loop); }

  ProfileHandle onLoop(ProfileHandle profile) {
    snsuapi_profile_set_event_loop(
        profile.get(),
        [](void* loop, snsuapi_socket socket, bool forReading, bool forWriting) {
          loopOf(loop).watch(static_cast<int>(socket), forReading, forWriting);
        },
        [](void* loop, int64_t after) {
          std::optional<std::chrono::milliseconds> time;
          if (after >= 0) time = std::chrono::milliseconds(after);
          loopOf(loop).setTimer(time);
        },
        [](void* loop) { loopOf(loop).wakeUp(); }, &loop_);
    return profile;
  }

  static void tell(void* told, snsuapi_response* response, snsuapi_error* error) {
    const ResponseHandle handle(response);
    *static_cast<std::optional<Heard>*>(told) = heard(ErrorHandle(error));
  }

  FrugalLoop loop_;
  const ClientHandle client_;
};

template <class Its>
std::unique_ptr<Caller> make(const ClientProfile& profile) {
  return std::make_unique<Its>(profile);
}

}  // namespace

void addCWays(std::vector<Way>& ways) {
  ways.push_back({"snsuapi_client_execute", &make<CWaitingCaller>, false});
  ways.push_back({"snsuapi_client_execute_async", &make<CCallbackCaller>, false});
  ways.push_back({"snsuapi_client_execute_async on the program's event loop", &make<CEventLoopCaller>, false});
}

}  // namespace snsuapi_test
