#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace snsuapi {
namespace sandbox {

using Time = std::chrono::system_clock::time_point;

/// Reads `yyyy-MM-ddTHH:mm:ssZ`; none for anything else, a 30 February too.
std::optional<Time> parseTimestamp(const std::string& text);

}  // namespace sandbox
}  // namespace snsuapi
