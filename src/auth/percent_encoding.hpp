#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace snsuapi {
namespace internal {

// Percent-encoding as RPC signatures want it: every byte but `A-Z a-z 0-9 - _ . ~` is %XX in upper case.

/// The most that one byte of text becomes.
constexpr std::size_t kMaxEncodedBytes = 3;

/// Writes the encoded text, for which there must be room, and returns the place after it.
char* writePercentEncoded(char* out, std::string_view text);
/// Appends the encoded text.
void appendPercentEncoded(std::string& out, std::string_view text);

}  // namespace internal
}  // namespace snsuapi
