#include <snsuapi/acs_client.hpp>
#include <snsuapi/version.hpp>
#include <utility>

#include "c/profile.hpp"
#include "c/request.hpp"
#include "c/response.hpp"

namespace snsuapi {
namespace internal {

/// The client without its types, which C has none of.
class UntypedClient {
 public:
  static Outcome<void> execute(const AcsClient& client, const snsuapi_request& request, AcsResponse* response) {
    return client.perform(&request.request, request.options, response);
  }
  static Call executeAsync(const AcsClient& client, std::unique_ptr<PendingCall> call, const CallOptions& options) {
    return client.start(std::move(call), options);
  }
};

namespace {

/// A call that a C function is told the end of.
class FunctionCall final : public PendingCall {
 public:
  FunctionCall(const snsuapi_request& request, snsuapi_callback callback, void* userData)
      : request_(request.request),
        response_(std::make_unique<snsuapi_response>(request.action)),
        callback_(callback),
        userData_(userData) {}

  const AcsRequest* request() const noexcept override { return &request_; }
  AcsResponse* response() noexcept override { return response_->answer.get(); }
  bool isForAnyThread() const noexcept override { return false; }
  void finish(Outcome<void> done) override {
    snsuapi_error* const error = toC(done);
    callback_(userData_, error == nullptr ? response_.release() : nullptr, error);
  }

 private:
  const CommonRequest request_;
  std::unique_ptr<snsuapi_response> response_;
  const snsuapi_callback callback_;
  void* const userData_;
};

}  // namespace

}  // namespace internal
}  // namespace snsuapi

using namespace snsuapi;
using namespace snsuapi::internal;

struct snsuapi_client {
  explicit snsuapi_client(const ClientProfile& profile) : client(profile) {}

  const AcsClient client;
};

struct snsuapi_call {
  Call call;
};

namespace {

/// What a call needs before it can be made.
snsuapi_error* checkCall(const snsuapi_client* client, const snsuapi_request* request) {
  if (client == nullptr) return isNull("client");
  if (request == nullptr) return isNull("request");
  return request->check();
}

/// Does what a client's function does, where there is a client.
template <class Work>
snsuapi_error* with(const snsuapi_client* client, const Work& work) {
  const auto all = [&]() -> snsuapi_error* {
    if (client == nullptr) return isNull("client");
    work(client->client);
    return nullptr;
  };
  return guarded(all, kOutOfMemoryWithin);
}

}  // namespace

const char* snsuapi_version() { return snsuapi::version(); }

snsuapi_error* snsuapi_client_create(const snsuapi_profile* profile, snsuapi_client** client) {
  return guarded([&]() -> snsuapi_error* {
    if (client == nullptr) return isNull("client");
    *client = nullptr;
    if (profile == nullptr) return isNull("profile");
    if (profile->problem) return copyOf(*profile->problem);
    *client = new snsuapi_client(profile->profile);
    return nullptr;
  });
}

void snsuapi_client_destroy(snsuapi_client* client) { delete client; }

bool snsuapi_client_close(snsuapi_client* client, std::int64_t timeout) {
  bool isClosed = client == nullptr;
  const Problem unasked(with(client, [&](const AcsClient& own) {
    std::optional<std::chrono::milliseconds> most;
    if (timeout >= 0) most = std::chrono::milliseconds(timeout);
    isClosed = own.close(most);
  }));
  return isClosed;
}

snsuapi_error* snsuapi_client_execute(const snsuapi_client* client, const snsuapi_request* request,
                                      snsuapi_response** response) {
  if (response != nullptr) *response = nullptr;
  std::unique_ptr<snsuapi_response> made;
  snsuapi_error* const error = guarded([&]() -> snsuapi_error* {
    if (response == nullptr) return isNull("response");
    if (snsuapi_error* amiss = checkCall(client, request)) return amiss;
    made = std::make_unique<snsuapi_response>(request->action);
    return nullptr;
  });
  if (error != nullptr) return error;
  const auto call = [&] { return toC(UntypedClient::execute(client->client, *request, made->answer.get())); };
  snsuapi_error* const failure = guarded(call, kOutOfMemoryWithin);
  if (failure == nullptr) *response = made.release();
  return failure;
}

snsuapi_error* snsuapi_client_execute_async(const snsuapi_client* client, const snsuapi_request* request,
                                            snsuapi_callback callback, void* userData, snsuapi_call** call) {
  if (call != nullptr) *call = nullptr;
  return guarded([&]() -> snsuapi_error* {
    if (snsuapi_error* amiss = checkCall(client, request)) return amiss;
    if (callback == nullptr) return isNull("callback");
    auto handle = call != nullptr ? std::make_unique<snsuapi_call>() : nullptr;
    auto begun = UntypedClient::executeAsync(
        client->client, std::make_unique<FunctionCall>(*request, callback, userData), request->options);
    if (handle) {
      handle->call = std::move(begun);
      *call = handle.release();
    }
    return nullptr;
  });
}

snsuapi_error* snsuapi_call_cancel(const snsuapi_call* call) {
  return guarded([call]() -> snsuapi_error* {
    if (call != nullptr) call->call.cancel();
    return nullptr;
  });
}

void snsuapi_call_destroy(snsuapi_call* call) { delete call; }

snsuapi_error* snsuapi_client_poll(const snsuapi_client* client, std::int64_t* count) {
  if (count != nullptr) *count = 0;
  return with(client, [&](const AcsClient& own) {
    const std::size_t ran = own.poll();
    if (count != nullptr) *count = static_cast<std::int64_t>(ran);
  });
}

snsuapi_error* snsuapi_client_on_socket_ready(const snsuapi_client* client, snsuapi_socket socket, bool readable,
                                              bool writable) {
  return with(client,
              [&](const AcsClient& own) { own.onSocketReady(static_cast<SocketHandle>(socket), readable, writable); });
}

snsuapi_error* snsuapi_client_on_timer(const snsuapi_client* client) {
  return with(client, [](const AcsClient& own) { own.onTimer(); });
}

snsuapi_error* snsuapi_client_on_wake_up(const snsuapi_client* client) {
  return with(client, [](const AcsClient& own) { own.onWakeUp(); });
}
