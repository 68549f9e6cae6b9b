#pragma once

#include <snsuapi/acs_client.hpp>

#if !SNSUAPI_COROUTINES
#error "snsuapi/coroutine.hpp needs a compiler with C++20 coroutines switched on (GCC and Clang: -std=c++20)"
#else

#include <atomic>
#include <coroutine>
#include <memory>
#include <optional>
#include <snsuapi/call.hpp>
#include <snsuapi/outcome.hpp>
#include <thread>
#include <utility>

namespace snsuapi {

namespace internal {

/// What a coroutine that waits and the call that it waits for share. It outlives both: so neither has to know whether
/// the other is still there.
template <class Response>
class Rendezvous {
 public:
  /// Starts the call. False when it has ended within, so that the coroutine goes on at once, without recursion.
  ///
  /// The coroutine may be resumed by another thread, and be gone, before this returns: nothing of its frame is touched
  /// once the call is under way. Not inlined, since Clang before 18 would then keep these variables in that very frame.
  template <class Request>
#if defined(__GNUC__)
  __attribute__((noinline))
#endif
  static bool
  start(const std::shared_ptr<Rendezvous>& inFrame, std::coroutine_handle<> waiting, const AcsClient& client,
        const Request& request, const CallOptions& options) {
    const std::shared_ptr<Rendezvous> self = inFrame;
    self->waiting_ = waiting;
    self->starter_ = std::this_thread::get_id();
    auto end = [self](Outcome<Response> outcome) { self->end(std::move(outcome)); };
    self->call_ = client.executeAsync(request, std::move(end), options);
    State state = State::Starting;
    self->state_.compare_exchange_strong(state, State::Waiting);
    return state != State::EndedWithinStart;
  }

  /// The coroutine waits no longer, since it goes on or was destroyed: then the call is not wanted any more.
  void leave() {
    if (state_.exchange(State::Left) == State::Waiting) call_.cancel();
  }

  Outcome<Response> take() { return *std::move(outcome_); }

 private:
  enum class State { Starting, Waiting, EndedWithinStart, Ended, Left };

  void end(Outcome<Response> outcome) {
    outcome_.emplace(std::move(outcome));
    if (state_ == State::Starting && std::this_thread::get_id() == starter_) {
      state_ = State::EndedWithinStart;  // start() is on this thread's stack, and says so
    } else if (state_.exchange(State::Ended) != State::Left) {
      waiting_.resume();
    }
  }

  std::atomic<State> state_{State::Starting};
  std::coroutine_handle<> waiting_;
  std::thread::id starter_;
  Call call_;
  std::optional<Outcome<Response> > outcome_;
};

}  // namespace internal

/// A call that a coroutine can wait for, once; AcsClient::call() makes it. Nothing is sent before `co_await`.
///
///     const Outcome<BandPrecheckResponse> outcome = co_await client.call(request);
///
/// The coroutine goes on where the client's callbacks run (AsyncOptions): on the SDK's thread, within AcsClient::poll()
/// or on the program's event loop. When the client is closed, and when its thread can't be started, it does not wait at
/// all; any number of such calls in a row takes no more stack than one. It may do what a callback may: begin further
/// calls, close the client and destroy it. What leaves the coroutine as an exception is its promise type's affair; what
/// that lets through is dropped, as a callback's.
///
/// A coroutine that is destroyed while it waits cancels its call (Call::cancel tells what that means), and is not
/// resumed. As with any coroutine, the program sees to it that it does not go on at the same time: destroy it where the
/// client's callbacks run, or when it can't have been answered.
///
/// Thread safety: that of a plain value.
template <class Request>
class [[nodiscard("nothing is sent before co_await")]] AwaitableCall {
 public:
  using Response = typename Request::Response;

  /// @param client must be there until co_await has begun, and may go while the coroutine waits: the call ends with
  ///        `SDK.Cancelled` then
  AwaitableCall(const AcsClient& client, Request request, CallOptions options)
      : client_(&client), request_(std::move(request)), options_(std::move(options)) {}

  class Awaiter {
   public:
    explicit Awaiter(AwaitableCall call) : call_(std::move(call)) {}
    Awaiter(const Awaiter&) = delete;
    Awaiter& operator=(const Awaiter&) = delete;
    ~Awaiter() { rendezvous_->leave(); }

    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> waiting) {
      return internal::Rendezvous<Response>::start(rendezvous_, waiting, *call_.client_, call_.request_,
                                                   call_.options_);
    }
    Outcome<Response> await_resume() { return rendezvous_->take(); }

   private:
    const AwaitableCall call_;
    const std::shared_ptr<internal::Rendezvous<Response> > rendezvous_ =
        std::make_shared<internal::Rendezvous<Response> >();
  };

  /// Of a temporary only, or of what is moved from: a call is made once.
  Awaiter operator co_await()&& { return Awaiter(std::move(*this)); }

 private:
  const AcsClient* client_;
  Request request_;
  CallOptions options_;
};

template <class Request>
AwaitableCall<Request> AcsClient::call(Request request, CallOptions options) const {
  return AwaitableCall<Request>(*this, std::move(request), std::move(options));
}

}  // namespace snsuapi

#endif
