#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <snsuapi/auth/signed_request.hpp>
#include <snsuapi/auth/signer.hpp>
#include <snsuapi/call.hpp>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

#include "pipeline.hpp"

namespace snsuapi {
namespace internal {

/// One call, attempt by attempt, for whoever drives it, waiting or not: what to send, how long to pause before it is
/// sent again, how it ended. The retry loop of the SDK, in the form of its steps. Used by one thread at a time.
class CallFlow {
 public:
  using Clock = std::chrono::steady_clock;

  /// The total timeout counts from here. All that is given must outlive the flow.
  /// @param request  null: a warm-up, which is done when any answer has come
  /// @param response null for a warm-up
  CallFlow(const Pipeline& pipeline, const AcsRequest* request, const CallOptions& options, AcsResponse* response);

  /// The next attempt, signed now; null when the call has ended.
  const HttpRequest* nextAttempt();
  /// Whether a signer of the program's is to be asked for each attempt, which nextAttempt() would wait for: a driver
  /// that does not wait takes the two steps that follow instead.
  bool isSignedElsewhere() const noexcept;
  const std::shared_ptr<DelegatedSigner>& signer() const noexcept { return pipeline_.profile().signer; }
  /// What is to be signed for the next attempt; null when the call has ended.
  const SigningRequest* nextToSign();
  /// The attempt with its signature; null when the call has ended.
  const HttpRequest* nextAttempt(Outcome<std::string> signature);
  /// What came of the attempt: the pause before the next one, or none when the call has ended.
  std::optional<std::chrono::milliseconds> attempted(Outcome<HttpResponse> answer);
  /// The pause is over; it counts in full, however the driver's time ran.
  void paused(std::chrono::milliseconds pause);
  /// Ends the call for a reason of the driver's.
  void end(Error why);

  bool hasAttempted() const noexcept { return attempts_ > 0; }
  /// How far the call has got: as far as the attempt before, and Unknown where only an earlier one may have arrived.
  Delivery lastDelivery() const noexcept {
    const Delivery last = hasAttempted() ? outcome_.error().delivery() : Delivery::NotSent;
    return last == Delivery::NotSent && mayHaveArrived_ ? Delivery::Unknown : last;
  }
  /// When the total timeout is up.
  Clock::time_point deadline() const noexcept { return deadline_; }
  /// `https://host:port`, empty when the call has ended before it began.
  std::string origin() const { return settings_ ? settings_->endpoint.origin() : std::string(); }
  /// Once it has ended.
  Outcome<void> outcome() &&;

 private:
  std::chrono::milliseconds timeLeft() const;
  bool mayBeginAttempt();
  const HttpRequest* begun(Outcome<SignedRequest> made);
  Outcome<SignedRequest> signAttempt();
  Outcome<void> takeCredentials();
  std::optional<std::chrono::milliseconds> pauseBeforeRetry() const;
  void tellObserver(int httpStatus, std::optional<std::chrono::milliseconds> pause);

  const Pipeline& pipeline_;
  const AcsRequest* const request_;
  const RetryPolicy retry_;
  AcsResponse* const response_;
  std::optional<CallSettings> settings_;  // none when there are none that can be
  Clock::time_point deadline_{};
  Clock::time_point pauseBegan_{};
  int attempts_ = 0;
  bool mayHaveArrived_ = false;  // one of them, at the server
  bool isUnderWay_ = false;      // an attempt has begun and not ended
  bool ended_ = false;
  Outcome<void> outcome_;
  std::shared_ptr<const Credentials> credentials_;  // of the attempt that runs, as what follows
  unsigned timesLearned_ = 0;
  SignedRequest signed_;
  HttpTimings timings_;
  SigningRequest toSign_;     // while its signature is awaited
  std::string unsignedForm_;  // the same
};

}  // namespace internal
}  // namespace snsuapi
