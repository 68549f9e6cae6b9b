#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

// The only door to OpenSSL.

struct evp_md_st;
struct evp_md_ctx_st;

namespace snsuapi {
namespace internal {

using Sha1Digest = std::array<unsigned char, 20>;

/// HMAC-SHA1 (RFC 2104), with the digest's implementation looked up once, and its contexts kept for the next message:
/// libcrypto 3 spends more on these, which its HMAC() makes anew each time, than on the hashing. Thread-safe.
class HmacSha1 {
 public:
  HmacSha1();
  HmacSha1(const HmacSha1&) = delete;
  HmacSha1& operator=(const HmacSha1&) = delete;
  ~HmacSha1();

  /// None when libcrypto refuses (a FIPS provider without SHA-1, or no memory).
  std::optional<Sha1Digest> operator()(std::string_view key, std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_md_st* digest) const noexcept;
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  using Context = std::unique_ptr<evp_md_ctx_st, Free>;
  Context takeContext() const;
  void giveBack(Context context) const;

  std::unique_ptr<evp_md_st, Free> sha1_;
  mutable std::mutex mutex_;
  mutable std::vector<Context> idle_;  // guarded by mutex_
};

/// With padding, in one line.
constexpr std::size_t kBase64Sha1Bytes = (std::tuple_size<Sha1Digest>::value + 2) / 3 * 4;
using Base64Sha1 = std::array<char, kBase64Sha1Bytes>;
Base64Sha1 base64(const Sha1Digest& digest);

/// False when the generator has no entropy.
bool fillRandom(unsigned char* bytes, std::size_t count) noexcept;

/// A number in [0, 1), not for secrets; 0 when the generator has no entropy.
double randomFraction() noexcept;

/// Overwrites the text in a way that the compiler keeps, and empties it.
void wipe(std::string& secret) noexcept;
void wipe(char* secret, std::size_t size) noexcept;

}  // namespace internal
}  // namespace snsuapi
