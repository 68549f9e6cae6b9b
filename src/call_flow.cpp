#include "call_flow.hpp"

#include <algorithm>

#include "environment.hpp"
#include "retry.hpp"

namespace snsuapi {
namespace internal {

using std::chrono::milliseconds;

namespace {

// Anything longer is as good as for ever, and does not overflow.
constexpr milliseconds kLongest = std::chrono::hours(24 * 365);

}  // namespace

CallFlow::CallFlow(const Pipeline& pipeline, const AcsRequest& request, const CallOptions& options,
                   AcsResponse& response)
    : pipeline_(pipeline), request_(request), retry_(options.retry), response_(response) {
  Outcome<CallSettings> settings = pipeline_.resolve(options);
  if (settings) {
    settings_ = *std::move(settings);
  } else {
    outcome_ = settings.error();
    ended_ = true;
  }
  deadline_ = Clock::now() + std::min(settings_.totalTimeout, kLongest);
}

milliseconds CallFlow::timeLeft() const { return std::chrono::duration_cast<milliseconds>(deadline_ - Clock::now()); }

const HttpRequest* CallFlow::nextAttempt() {
  if (ended_) return nullptr;
  ended_ = true;  // unless there is an attempt to make
  const milliseconds left = attempts_ == 0 ? settings_.totalTimeout : timeLeft();
  if (left <= milliseconds(0)) return nullptr;  // the outcome is that of the attempt before
  Outcome<std::shared_ptr<const Credentials>> credentials = pipeline_.getCredentials();
  if (!credentials) {
    outcome_ = credentials.error();
    return nullptr;
  }
  credentials_ = *std::move(credentials);
  Outcome<SignedRequest> made = pipeline_.sign(request_, settings_, *credentials_);
  if (!made) {
    outcome_ = made.error();
    return nullptr;
  }
  signed_ = *std::move(made);
  signed_.http.totalTimeout = left;
  ended_ = false;
  return &signed_.http;
}

std::optional<milliseconds> CallFlow::attempted(Outcome<HttpResponse> answer) {
  outcome_ = Pipeline::parse(std::move(answer), signed_, *credentials_, response_);
  std::optional<milliseconds> pause;
  if (!outcome_) pause = retryDelay(retry_, attempts_, request_, outcome_.error(), timeLeft(), randomFraction());
  ++attempts_;
  ended_ = !pause;
  pauseBegan_ = Clock::now();
  return pause;
}

void CallFlow::paused(milliseconds pause) {
  const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - pauseBegan_);
  deadline_ -= std::max(pause - took, milliseconds(0));
}

}  // namespace internal
}  // namespace snsuapi
