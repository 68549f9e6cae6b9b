#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The only door to OpenSSL.

struct evp_md_st;

namespace snsuapi {
namespace internal {

using Sha1Digest = std::array<unsigned char, 20>;

/// HMAC-SHA1 (RFC 2104), with the digest's implementation looked up once: libcrypto 3 spends more on that look-up,
/// which its HMAC() makes anew for each message, than on the hashing. Thread-safe.
class HmacSha1 {
 public:
  HmacSha1();

  /// None when libcrypto refuses (a FIPS provider without SHA-1, or no memory).
  std::optional<Sha1Digest> operator()(std::string_view key, std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_md_st* digest) const noexcept;
  };
  std::unique_ptr<evp_md_st, Free> sha1_;
};

/// With padding, in one line.
std::string base64(const Sha1Digest& digest);

/// False when the generator has no entropy.
bool fillRandom(unsigned char* bytes, std::size_t count) noexcept;

/// A number in [0, 1), not for secrets; 0 when the generator has no entropy.
double randomFraction() noexcept;

/// Overwrites the text in a way that the compiler keeps, and empties it.
void wipe(std::string& secret) noexcept;

}  // namespace internal
}  // namespace snsuapi
