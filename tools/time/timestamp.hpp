#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace snsuapi {
namespace tools {

/// Reads `yyyy-MM-ddTHH:mm:ssZ`; none for anything else, a 30 February and what the system's clock can't tell (it
/// counts nanoseconds: the years 1678 to 2261) among it.
std::optional<std::chrono::system_clock::time_point> parseTimestamp(const std::string& text);

/// Writes what parseTimestamp reads; parts of a second are left out.
std::string formatTimestamp(std::chrono::system_clock::time_point time);

}  // namespace tools
}  // namespace snsuapi
