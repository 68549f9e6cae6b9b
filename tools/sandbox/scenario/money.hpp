#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace snsuapi {
namespace sandbox {

/// Hundredths of a yuan: money is counted, never rounded.
using Fen = std::int64_t;

/// Reads `12`, `12.5` or `12.34`; none for anything else, and for more than a trillion yuan.
std::optional<Fen> parseYuan(std::string_view text);

/// `12.34`, `-0.05`
std::string formatYuan(Fen fen);

}  // namespace sandbox
}  // namespace snsuapi
