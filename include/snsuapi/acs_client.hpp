#pragma once

#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <snsuapi/auth/signed_request.hpp>
#include <snsuapi/call.hpp>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/exceptions.hpp>
#include <snsuapi/http/http_transport.hpp>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/model/common_request.hpp>
#include <snsuapi/outcome.hpp>
#include <utility>

namespace snsuapi {

#if SNSUAPI_COROUTINES
template <class Request>
class AwaitableCall;
#endif

/// The client: signs requests, sends them, reads the answers.
///
/// Any number of threads may use one client at once; one client a process is enough. Moving and destroying it are the
/// owner's alone, when no call runs. A moved-from client may only be destroyed or assigned to. A forked child may use
/// and destroy its parent's clients, if none was in use when it was forked: no asynchronous call under way, no other
/// thread within one, nor within its credentials provider. It opens connections of its own.
///
/// A client may be used, and made, during static destruction, and destroyed there with calls under way, or never: the
/// SDK destroys nothing of its own before. Over TLS that takes a libcrypto that does so, too: the SDK, where it is the
/// first to use it, has it not clean up at the program's exit.
class SNSUAPI_API AcsClient {
 public:
  /// A client with a CurlTransport of its own. Never fails and does no I/O: what is amiss with the profile is reported
  /// by the calls.
  explicit AcsClient(ClientProfile profile);
  /// A client on a given transport, which it shares. Of profile.http only the timeouts are used then.
  AcsClient(ClientProfile profile, std::shared_ptr<HttpTransport> transport);
  AcsClient(AcsClient&&) noexcept;
  AcsClient& operator=(AcsClient&&) noexcept;
  ~AcsClient();

  /// Sends a request and waits for its answer, for the total timeout at most; it can't be interrupted (executeAsync
  /// can). Never throws for what the network or the service does.
  ///
  /// @return the typed response when the service said OK; else an Error. Nothing is ever retried unless options.retry
  ///         says so.
  template <class Request>
  Outcome<typename Request::Response> execute(const Request& request, const CallOptions& options = {}) const {
    typename Request::Response response;
    Outcome<void> done = perform(&request, options, &response);
    if (!done) return std::move(done).error();
    return response;
  }

  /// Sends a request without waiting for its answer.
  ///
  /// @param request  copied
  /// @param callback called exactly once with the Outcome<Request::Response>, however the call ends: on the client's
  ///        async thread, or where AsyncOptions say. It may call anything of the client's, close() and its destruction
  ///        too. What it throws is dropped.
  /// @param options  as in execute(); the total timeout counts from here, with the time that the call waits for a
  ///        connection.
  /// When the client is closed, and when its thread can't be started, the callback runs before this returns. Memory
  /// that runs out in the call ends it with `SDK.OutOfMemory`, and the others go on; where there is none to begin it
  /// with, this throws std::bad_alloc, and the callback does not run.
  template <class Request, class Callback>
  Call executeAsync(const Request& request, Callback callback, const CallOptions& options = {}) const {
    return start(std::make_unique<TypedCall<Request, Callback>>(request, std::move(callback), false), options);
  }

  /// The same, with a future for the outcome. It is ready when the call has ended, with AsyncOptions::pollForCallbacks,
  /// too. Dropping it does not cancel the call.
  template <class Request>
  std::future<Outcome<typename Request::Response>> submit(const Request& request,
                                                          const CallOptions& options = {}) const {
    using Result = Outcome<typename Request::Response>;
    std::promise<Result> promise;
    std::future<Result> future = promise.get_future();
    auto keep = [promise = std::move(promise)](Result result) mutable { promise.set_value(std::move(result)); };
    start(std::make_unique<TypedCall<Request, decltype(keep)>>(request, std::move(keep), true), options);
    return future;
  }

#if SNSUAPI_COROUTINES
  /// The same for a coroutine: `co_await client.call(request)` yields the Outcome<Request::Response>. Defined in
  /// coroutine.hpp, which tells where the coroutine goes on and what happens when it is destroyed meanwhile.
  template <class Request>
  AwaitableCall<Request> call(Request request, CallOptions options = {}) const;
#endif

  /// Opens the connection that the next execute() will take: looks the name up, connects, shakes hands, so that the
  /// call itself costs one round trip. Waits until that is done. What goes over the wire is a HEAD request for `/`,
  /// with no parameter and no key; any answer to it will do. Good for as long as the server keeps an idle connection,
  /// for 30 seconds at most. A transport of the program's own has nothing to warm up: a success.
  Outcome<void> warmUp(const CallOptions& options = {}) const;

  /// The same for the next executeAsync(), without waiting.
  /// @param callback called exactly once with an Outcome<void>, as executeAsync() calls its own
  template <class Callback>
  Call warmUpAsync(Callback callback, const CallOptions& options = {}) const {
    return start(std::make_unique<WarmUpCall<Callback>>(std::move(callback)), options);
  }

  /// Runs the callbacks that wait for it (AsyncOptions::pollForCallbacks); returns how many. Does not wait.
  std::size_t poll() const;

  /// Ends the asynchronous calls with `SDK.Cancelled` and waits for the client's thread, and for callbacks that another
  /// thread's poll() runs: afterwards no callback runs, and asynchronous calls are answered so at once. Bounded by
  /// nothing but a callback that runs; within a callback it does not wait. With an event loop of the program's it is to
  /// be called on the loop's thread. Callbacks that wait for poll() run here.
  ///
  /// @return false when a callback has run on for longer than the timeout; to be called again
  bool close(std::optional<std::chrono::milliseconds> timeout = {}) const;

  /// What the program's own event loop tells (AsyncOptions::eventLoop), on its thread.
  void onSocketReady(SocketHandle socket, bool readable, bool writable) const;
  void onTimer() const;
  void onWakeUp() const;

  /// The request as it would go on the wire now, signed; nothing is sent. For dry runs, tests, and requests that
  /// somebody else sends.
  Outcome<SignedRequest> sign(const AcsRequest& request, const CallOptions& options = {}) const;

#if SNSUAPI_EXCEPTIONS
  /// execute() that throws its error: ClientException or one beneath it (exceptions.hpp). No retry
  /// unless options.retry says so.
  template <class Request>
  typename Request::Response getAcsResponse(const Request& request, const CallOptions& options = {}) const {
    return execute(request, options).value();
  }

  /// The same, with up to maxRetryCounts further attempts when autoRetry is true, where that is safe (RetryPolicy).
  template <class Request>
  typename Request::Response getAcsResponse(const Request& request, bool autoRetry, int maxRetryCounts) const {
    CallOptions options;
    options.retry.maxRetries = autoRetry ? maxRetryCounts : 0;
    return getAcsResponse(request, options);
  }

  /// Any action by its name.
  CommonResponse getCommonResponse(const CommonRequest& request, const CallOptions& options = {}) const {
    return getAcsResponse(request, options);
  }
#endif

 private:
  friend class internal::UntypedClient;  // the C API's

  template <class Request, class Callback>
  class TypedCall final : public internal::PendingCall {
   public:
    // NOLINTNEXTLINE(modernize-pass-by-value): whoever makes it has no copy to give
    TypedCall(const Request& request, Callback callback, bool isForAnyThread)
        : request_(request), callback_(std::move(callback)), isForAnyThread_(isForAnyThread) {}

    const AcsRequest* request() const noexcept override { return &request_; }
    AcsResponse* response() noexcept override { return &response_; }
    bool isForAnyThread() const noexcept override { return isForAnyThread_; }
    void finish(Outcome<void> done) override {
      using Result = Outcome<typename Request::Response>;
      tell(callback_, done ? Result(std::move(response_)) : Result(std::move(done).error()));
    }

   private:
    const Request request_;
    typename Request::Response response_;
    Callback callback_;
    const bool isForAnyThread_;
  };

  template <class Callback>
  class WarmUpCall final : public internal::PendingCall {
   public:
    explicit WarmUpCall(Callback callback) : callback_(std::move(callback)) {}

    const AcsRequest* request() const noexcept override { return nullptr; }
    AcsResponse* response() noexcept override { return nullptr; }
    bool isForAnyThread() const noexcept override { return false; }
    void finish(Outcome<void> done) override { tell(callback_, std::move(done)); }

   private:
    Callback callback_;
  };

  template <class Callback, class Result>
  static void tell(Callback& callback, Result result) {
#if SNSUAPI_EXCEPTIONS
    try {
#endif
      callback(std::move(result));
#if SNSUAPI_EXCEPTIONS
    } catch (...) {
      // Whose it is has no caller to hear of it, and the calls of others go on.
    }
#endif
  }

  class Core;
  Call start(std::unique_ptr<internal::PendingCall> call, const CallOptions& options) const;
  Outcome<void> perform(const AcsRequest* request, const CallOptions& options, AcsResponse* response) const;
  SNSUAPI_LOCAL Outcome<void> performAttempts(const AcsRequest* request, const CallOptions& options,
                                              AcsResponse* response, Delivery& reached) const;

  std::unique_ptr<Core> core_;
};

/// The Java SDK's name.
using DefaultAcsClient = AcsClient;

}  // namespace snsuapi
