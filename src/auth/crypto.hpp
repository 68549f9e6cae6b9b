#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

// The only door to OpenSSL.

namespace snsuapi {
namespace internal {

using Sha1Digest = std::array<unsigned char, 20>;

/// HMAC-SHA1; none when libcrypto refuses (a FIPS provider without SHA-1, or no memory).
std::optional<Sha1Digest> hmacSha1(std::string_view key, std::string_view message);

/// With padding, in one line.
std::string base64(const Sha1Digest& digest);

/// A random (version 4) UUID; empty when the generator has no entropy.
std::string randomUuid();

/// A number in [0, 1), not for secrets; 0 when the generator fails.
double randomFraction();

/// Overwrites the text in a way that the compiler keeps, and empties it.
void wipe(std::string& secret) noexcept;

}  // namespace internal
}  // namespace snsuapi
