#pragma once

#include <chrono>

namespace snsuapi {
namespace internal {

/// Added to a time point; anything longer is as good as for ever, and does not overflow.
constexpr std::chrono::milliseconds kForEver = std::chrono::hours(24 * 365);

}  // namespace internal
}  // namespace snsuapi
