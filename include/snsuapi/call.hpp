#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/outcome.hpp>
#include <string>
#include <utility>

namespace snsuapi {

/// How often a failed call may be tried again, and how long to wait in between.
///
/// Even when asked for, a retry happens only where it is safe: a call that changes nothing, after a transport failure,
/// an HTTP status of 500 or above, throttling, or a timestamp that was refused and is now another (TimeSource); a call
/// that changes something, only when no byte of it left. The wait before attempt n doubles from baseDelay up to
/// maxDelay, of which a random half to whole is taken.
struct RetryPolicy {
  RetryPolicy() = default;
  RetryPolicy(int retries) : maxRetries(retries) {}  // NOLINT(google-explicit-constructor): `options.retry = 3`

  /// Further attempts after the first, 0 or more.
  int maxRetries = 0;
  std::chrono::milliseconds baseDelay{200};
  std::chrono::milliseconds maxDelay{5000};
};

/// What one call does differently from its client's profile. Unset members leave the profile's.
struct CallOptions {
  /// No retry unless asked for.
  RetryPolicy retry;
  /// `[http://|https://]host[:port]`; goes before every other setting of the endpoint.
  std::optional<std::string> endpoint;
  std::optional<std::string> regionId;
  std::optional<HttpMethod> method;
  std::optional<std::chrono::milliseconds> connectTimeout;
  std::optional<std::chrono::milliseconds> readTimeout;
  std::optional<std::chrono::milliseconds> totalTimeout;
};

namespace internal {

struct Operation;
class UntypedClient;

/// The typed part of an asynchronous call: its request, its response, and who is told of its end.
class SNSUAPI_API PendingCall {
 public:
  PendingCall() = default;
  PendingCall(const PendingCall&) = delete;
  PendingCall& operator=(const PendingCall&) = delete;
  virtual ~PendingCall() = default;

  /// Both null for a warm-up.
  virtual const AcsRequest* request() const noexcept = 0;
  virtual AcsResponse* response() noexcept = 0;
  /// Tells the end; called once.
  virtual void finish(Outcome<void> done) = 0;
  /// Whether finish() may run on any thread, and need not wait for AcsClient::poll().
  virtual bool isForAnyThread() const noexcept = 0;
};

}  // namespace internal

/// A handle of an asynchronous call, to cancel it by. May be copied, kept and dropped at will: the call goes on
/// without.
class SNSUAPI_API Call {
 public:
  /// Of no call.
  Call() noexcept = default;

  /// Ends the call with `SDK.Cancelled`, unless it has ended; its callback runs, once, as for any end. A request that
  /// is on its way may have been carried out all the same: Error::delivery() tells what is known. Any thread may call
  /// this at any time, also twice, also within the callback, also when the client is gone.
  void cancel() const;

 private:
  friend class AcsClient;
  explicit Call(std::weak_ptr<internal::Operation> operation) noexcept : operation_(std::move(operation)) {}

  std::weak_ptr<internal::Operation> operation_;
};

}  // namespace snsuapi
