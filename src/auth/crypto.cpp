#include "auth/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdint>

namespace snsuapi {
namespace internal {

std::optional<Sha1Digest> hmacSha1(std::string_view key, std::string_view message) {
  Sha1Digest digest;
  unsigned int length = 0;
  const unsigned char* made =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()),
           message.size(), digest.data(), &length);
  if (made == nullptr || length != digest.size()) return std::nullopt;
  return digest;
}

std::string base64(const Sha1Digest& digest) {
  constexpr std::size_t kEncodedBytes = (std::tuple_size<Sha1Digest>::value + 2) / 3 * 4;
  std::array<unsigned char, kEncodedBytes + 1> encoded;  // EVP_EncodeBlock ends the text with a NUL
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  return std::string(encoded.begin(), encoded.end() - 1);
}

std::string randomUuid() {
  std::array<unsigned char, 16> bytes;
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return {};
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);  // version 4 (RFC 9562, 5.4)
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);  // variant 1
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string uuid;
  uuid.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    uuid += kHex[bytes[i] >> 4];
    uuid += kHex[bytes[i] & 0x0F];
  }
  return uuid;
}

double randomFraction() {
  std::uint32_t bits = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&bits), sizeof bits) != 1) return 0;
  return static_cast<double>(bits) / 4294967296.0;
}

void wipe(std::string& secret) noexcept {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace internal
}  // namespace snsuapi
