#include "retry.hpp"

#include <algorithm>

namespace snsuapi {
namespace internal {

namespace {

using std::chrono::milliseconds;

constexpr int kServerErrorStatus = 500;

// What changes state may be sent again only when nothing of it left; what changes nothing, whenever it may help.
bool mayTryAgain(const AcsRequest& request, const Error& error, bool isStampedAnew) {
  const bool neverArrived = error.kind() == ErrorKind::Transport && error.delivery() == Delivery::NotSent;
  if (neverArrived) return true;
  if (!request.isReadOnly()) return false;
  if (isStampedAnew && error.code().rfind("InvalidTimeStamp.", 0) == 0) return true;
  return error.kind() == ErrorKind::Transport || error.httpStatus() >= kServerErrorStatus || error.isThrottling();
}

milliseconds backoff(const RetryPolicy& policy, int attempt, double randomFraction) {
  const milliseconds longest = std::max(policy.maxDelay, milliseconds(0));
  milliseconds delay = std::clamp(policy.baseDelay, milliseconds(0), longest);
  for (int i = 0; i < attempt && delay < longest; ++i) delay = delay > longest / 2 ? longest : delay * 2;
  const double share = 0.5 + randomFraction / 2;
  return std::chrono::duration_cast<milliseconds>(delay * share);
}

}  // namespace

std::optional<milliseconds> retryDelay(const RetryPolicy& policy, int attempt, const AcsRequest& request,
                                       const Error& error, milliseconds timeLeft, double randomFraction,
                                       bool isStampedAnew) {
  if (attempt >= policy.maxRetries || !mayTryAgain(request, error, isStampedAnew)) return std::nullopt;
  const milliseconds delay = backoff(policy, attempt, randomFraction);
  if (delay >= timeLeft) return std::nullopt;
  return delay;
}

}  // namespace internal
}  // namespace snsuapi
