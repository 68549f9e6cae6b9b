#include "call_flow.hpp"

#include <algorithm>

#include "auth/crypto.hpp"
#include "environment.hpp"
#include "retry.hpp"

namespace snsuapi {
namespace internal {

using std::chrono::milliseconds;

namespace {

// Anything longer is as good as for ever, and does not overflow.
constexpr milliseconds kLongest = std::chrono::hours(24 * 365);

}  // namespace

CallFlow::CallFlow(const Pipeline& pipeline, const AcsRequest* request, const CallOptions& options,
                   AcsResponse* response)
    : pipeline_(pipeline), request_(request), retry_(options.retry), response_(response) {
  Outcome<CallSettings> settings = pipeline_.resolve(options);
  if (settings) {
    settings_ = *std::move(settings);
    deadline_ = Clock::now() + std::min(settings_->totalTimeout, kLongest);
  } else {
    end(settings.error());
  }
}

milliseconds CallFlow::timeLeft() const { return std::chrono::duration_cast<milliseconds>(deadline_ - Clock::now()); }

const HttpRequest* CallFlow::nextAttempt() {
  if (ended_) return nullptr;
  ended_ = true;  // unless there is an attempt to make
  const milliseconds left = attempts_ == 0 ? settings_->totalTimeout : timeLeft();
  if (left <= milliseconds(0)) return nullptr;  // the outcome is that of the attempt before
  if (Outcome<void> made = signAttempt(); !made) {
    outcome_ = std::move(made);
    return nullptr;
  }
  signed_.http.totalTimeout = left;
  ended_ = false;
  return &signed_.http;
}

Outcome<void> CallFlow::signAttempt() {
  if (request_ == nullptr) {
    signed_.http = pipeline_.warmUpRequest(*settings_);
    return {};
  }
  Outcome<std::shared_ptr<const Credentials>> credentials = pipeline_.getCredentials();
  if (!credentials) return credentials.error();
  credentials_ = *std::move(credentials);
  clockCorrection_ = pipeline_.clockCorrection();
  Outcome<SignedRequest> made = pipeline_.sign(*request_, *settings_, *credentials_);
  if (!made) return made.error();
  signed_ = *std::move(made);
  return {};
}

std::optional<milliseconds> CallFlow::attempted(Outcome<HttpResponse> answer) {
  std::optional<milliseconds> pause;
  if (request_ == nullptr) {
    outcome_ = answer ? Outcome<void>() : Outcome<void>(answer.error());
  } else {
    outcome_ = pipeline_.parse(std::move(answer), *settings_, signed_, *credentials_, *response_);
    if (!outcome_) pause = pauseBeforeRetry();
  }
  ++attempts_;
  ended_ = !pause;
  pauseBegan_ = Clock::now();
  return pause;
}

std::optional<milliseconds> CallFlow::pauseBeforeRetry() const {
  const bool isStampedAnew = pipeline_.clockCorrection() != clockCorrection_;
  return retryDelay(retry_, attempts_, *request_, outcome_.error(), timeLeft(), randomFraction(), isStampedAnew);
}

void CallFlow::paused(milliseconds pause) {
  const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - pauseBegan_);
  deadline_ -= std::max(pause - took, milliseconds(0));
}

}  // namespace internal
}  // namespace snsuapi
