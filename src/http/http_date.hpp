#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace snsuapi {
namespace internal {

/// A date as servers send it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7). None for anything else; the day's name
/// is not looked at.
std::optional<std::chrono::system_clock::time_point> parseHttpDate(std::string_view text);

}  // namespace internal
}  // namespace snsuapi
