#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace snsuapi {
namespace cli {

/// Reads `yyyy-MM-ddTHH:mm:ssZ`; none for anything else.
std::optional<std::chrono::system_clock::time_point> parseTimestamp(const std::string& text);

}  // namespace cli
}  // namespace snsuapi
