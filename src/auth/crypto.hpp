#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>

// The only door to OpenSSL.

namespace snsuapi {
namespace internal {

using Sha1Digest = std::array<unsigned char, 20>;

/// HMAC-SHA1 (RFC 2104). None when libcrypto refuses (no memory, or a FIPS provider without SHA-1).
std::optional<Sha1Digest> hmacSha1(std::string_view key, std::string_view message);

/// With padding, in one line.
constexpr std::size_t kBase64Sha1Bytes = (std::tuple_size<Sha1Digest>::value + 2) / 3 * 4;
using Base64Sha1 = std::array<char, kBase64Sha1Bytes>;
Base64Sha1 base64(const Sha1Digest& digest);

/// From the system's generator; false when it has no entropy.
bool fillRandom(unsigned char* bytes, std::size_t count) noexcept;

/// Has libcrypto stay usable until the process ends, for threads and clients that live longer than main(). No effect
/// where somebody has used libcrypto before: it cleans up when the program exits then. So whatever may be the first use
/// of it comes after this.
void keepLibcrypto() noexcept;

/// A number in [0, 1), not for secrets; 0 when the generator has no entropy.
double randomFraction() noexcept;

}  // namespace internal
}  // namespace snsuapi
