#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace snsuapi {
namespace internal {

/// A time of the form `2018-07-09T08:00:00Z`, in which Alibaba Cloud tells when credentials end; none where it has
/// another. Years from 1970 on; what comes after 2200 is brought to there.
std::optional<std::chrono::system_clock::time_point> parseExpiration(std::string_view text) noexcept;

}  // namespace internal
}  // namespace snsuapi
