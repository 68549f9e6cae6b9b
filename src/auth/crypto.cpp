#include "auth/crypto.hpp"

// SHA1_Init() and its like are deprecated, in OpenSSL 3, in favour of EVP, which takes longer to find the digest and to
// make a context for it than to hash a request.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

// Linux with glibc 2.25 or musl 1.1.20, macOS, the BSDs. A test asks for libcrypto's generator there, too.
#if __has_include(<sys/random.h>) && !defined(SNSUAPI_RANDOM_OF_LIBCRYPTO)
#include <sys/random.h>
#include <unistd.h>
#define SNSUAPI_HAS_GETENTROPY
#else
#include <openssl/rand.h>
#endif

#include <algorithm>
#include <cstring>

namespace snsuapi {
namespace internal {

void keepLibcrypto() noexcept { OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr); }

namespace {

constexpr std::size_t kBlockBytes = 64;  // of SHA-1
using Block = std::array<unsigned char, kBlockBytes>;

#if !defined(OPENSSL_NO_DEPRECATED_3_0)
bool sha1(std::string_view first, std::string_view second, Sha1Digest& digest) {
  SHA_CTX context;
  const bool done = SHA1_Init(&context) == 1 && SHA1_Update(&context, first.data(), first.size()) == 1 &&
                    SHA1_Update(&context, second.data(), second.size()) == 1 &&
                    SHA1_Final(digest.data(), &context) == 1;
  OPENSSL_cleanse(&context, sizeof context);
  return done;
}
#else  // a libcrypto that was built without them
bool sha1(std::string_view first, std::string_view second, Sha1Digest& digest) {
  keepLibcrypto();
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  const bool done = context != nullptr && EVP_DigestInit_ex(context, EVP_sha1(), nullptr) == 1 &&
                    EVP_DigestUpdate(context, first.data(), first.size()) == 1 &&
                    EVP_DigestUpdate(context, second.data(), second.size()) == 1 &&
                    EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1;
  EVP_MD_CTX_free(context);
  return done;
}
#endif

template <class Bytes>
std::string_view view(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Block padded(const Block& key, unsigned char with) {
  Block block;
  for (std::size_t i = 0; i < block.size(); ++i) block[i] = static_cast<unsigned char>(key[i] ^ with);
  return block;
}

}  // namespace

std::optional<Sha1Digest> hmacSha1(std::string_view key, std::string_view message) {
  Sha1Digest digest;
  Block keyBlock{};
  bool done = true;
  if (key.size() <= kBlockBytes) {
    std::memcpy(keyBlock.data(), key.data(), key.size());
  } else {
    done = sha1(key, {}, digest);
    std::memcpy(keyBlock.data(), digest.data(), digest.size());
  }
  Block inner = padded(keyBlock, 0x36);
  Block outer = padded(keyBlock, 0x5C);
  done = done && sha1(view(inner), message, digest) && sha1(view(outer), view(digest), digest);
  for (Block* secret : {&keyBlock, &inner, &outer}) OPENSSL_cleanse(secret->data(), secret->size());
  if (!done) return std::nullopt;
  return digest;
}

Base64Sha1 base64(const Sha1Digest& digest) {
  std::array<unsigned char, kBase64Sha1Bytes + 1> encoded;  // EVP_EncodeBlock ends the text with a NUL
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  Base64Sha1 text;
  std::copy_n(encoded.begin(), text.size(), text.begin());
  return text;
}

#if defined(SNSUAPI_HAS_GETENTROPY)
// The system's generator: libcrypto's, which is seeded by it, takes half a megabyte of memory at its first use.
bool fillRandom(unsigned char* bytes, std::size_t count) noexcept {
  constexpr std::size_t kAtOnce = 256;  // the most that it gives
  for (; count > kAtOnce; bytes += kAtOnce, count -= kAtOnce) {
    if (getentropy(bytes, kAtOnce) != 0) return false;
  }
  return getentropy(bytes, count) == 0;
}
#else
bool fillRandom(unsigned char* bytes, std::size_t count) noexcept {
  keepLibcrypto();
  return RAND_bytes(bytes, static_cast<int>(count)) == 1;
}
#endif

double randomFraction() noexcept {
  constexpr double kRange = 4294967296.0;  // 2^32
  std::array<unsigned char, 4> bytes;
  if (!fillRandom(bytes.data(), bytes.size())) return 0;
  double value = 0;
  for (const unsigned char byte : bytes) value = value * 256 + byte;
  return value / kRange;
}

}  // namespace internal
}  // namespace snsuapi
