#pragma once

#include <chrono>
#include <optional>
#include <snsuapi/call.hpp>
#include <snsuapi/error.hpp>
#include <snsuapi/model/acs_request.hpp>

namespace snsuapi {
namespace internal {

/// How long to wait before the request may be tried again, or none when it may not.
///
/// @param attempt      how many attempts were made before the one that failed, from 0
/// @param timeLeft     of the call's total timeout; a wait that would use it up is not worth it
/// @param randomFraction in [0, 1), spreads out the callers that failed together
/// @param isStampedAnew  whether the correction of the clock has changed since the attempt that failed
std::optional<std::chrono::milliseconds> retryDelay(const RetryPolicy& policy, int attempt, const AcsRequest& request,
                                                    const Error& error, std::chrono::milliseconds timeLeft,
                                                    double randomFraction, bool isStampedAnew = false);

}  // namespace internal
}  // namespace snsuapi
