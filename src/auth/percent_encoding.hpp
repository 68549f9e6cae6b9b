#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace snsuapi {
namespace internal {

// Percent-encoding as RPC signatures want it: every byte but `A-Z a-z 0-9 - _ . ~` is %XX in upper case.

/// The most that one byte of text becomes, encoded once and encoded twice.
constexpr std::size_t kMaxEncodedBytes = 3;
constexpr std::size_t kMaxTwiceEncodedBytes = 5;

/// Writes the text encoded to `once`, and that encoded again to `twice`; both have room, and are moved on to the place
/// after what was written.
void writeTwiceEncoded(char*& once, char*& twice, std::string_view text);
/// Appends the encoded text.
void appendPercentEncoded(std::string& out, std::string_view text);
/// The text that was encoded.
std::string percentDecoded(std::string_view encoded);

}  // namespace internal
}  // namespace snsuapi
