#include "auth/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace snsuapi {
namespace internal {

namespace {

constexpr std::size_t kBlockBytes = 64;  // of SHA-1
using Block = std::array<unsigned char, kBlockBytes>;

bool hash(EVP_MD_CTX* context, const EVP_MD* sha1, std::string_view first, std::string_view second,
          Sha1Digest& digest) {
  return EVP_DigestInit_ex(context, sha1, nullptr) == 1 && EVP_DigestUpdate(context, first.data(), first.size()) == 1 &&
         EVP_DigestUpdate(context, second.data(), second.size()) == 1 &&
         EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1;
}

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

#if OPENSSL_VERSION_NUMBER >= 0x30000000L
HmacSha1::HmacSha1() : sha1_(EVP_MD_fetch(nullptr, "SHA1", nullptr)) {}
void HmacSha1::Free::operator()(EVP_MD* digest) const noexcept { EVP_MD_free(digest); }
#else
HmacSha1::HmacSha1() : sha1_(const_cast<EVP_MD*>(EVP_sha1())) {}
void HmacSha1::Free::operator()(EVP_MD*) const noexcept {}  // a static of libcrypto's
#endif

void HmacSha1::Free::operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }

HmacSha1::~HmacSha1() = default;

HmacSha1::Context HmacSha1::takeContext() const {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!idle_.empty()) {
      Context context = std::move(idle_.back());
      idle_.pop_back();
      return context;
    }
  }
  return Context(EVP_MD_CTX_new());
}

void HmacSha1::giveBack(Context context) const {
  constexpr std::size_t kMostKept = 16;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (idle_.size() < kMostKept) idle_.push_back(std::move(context));
}

std::optional<Sha1Digest> HmacSha1::operator()(std::string_view key, std::string_view message) const {
  Context context = takeContext();
  if (!context || !sha1_) return std::nullopt;

  Sha1Digest digest;
  Block keyBlock{};
  bool done = true;
  if (key.size() <= kBlockBytes) {
    std::memcpy(keyBlock.data(), key.data(), key.size());
  } else {
    done = hash(context.get(), sha1_.get(), key, {}, digest);
    std::memcpy(keyBlock.data(), digest.data(), digest.size());
  }
  Block inner = padded(keyBlock, 0x36);
  Block outer = padded(keyBlock, 0x5C);
  done = done && hash(context.get(), sha1_.get(), view(inner), message, digest) &&
         hash(context.get(), sha1_.get(), view(outer), view(digest), digest);
  for (Block* secret : {&keyBlock, &inner, &outer}) OPENSSL_cleanse(secret->data(), secret->size());
  if (!done) return std::nullopt;
  giveBack(std::move(context));
  return digest;
}

Base64Sha1 base64(const Sha1Digest& digest) {
  std::array<unsigned char, kBase64Sha1Bytes + 1> encoded;  // EVP_EncodeBlock ends the text with a NUL
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  Base64Sha1 text;
  std::copy_n(encoded.begin(), text.size(), text.begin());
  return text;
}

bool fillRandom(unsigned char* bytes, std::size_t count) noexcept {
  return RAND_bytes(bytes, static_cast<int>(count)) == 1;
}

double randomFraction() noexcept {
  constexpr double kRange = 4294967296.0;  // 2^32
  std::array<unsigned char, 4> bytes;
  if (!fillRandom(bytes.data(), bytes.size())) return 0;
  double value = 0;
  for (const unsigned char byte : bytes) value = value * 256 + byte;
  return value / kRange;
}

void wipe(std::string& secret) noexcept {
  wipe(secret.data(), secret.size());
  secret.clear();
}

void wipe(char* secret, std::size_t size) noexcept { OPENSSL_cleanse(secret, size); }

}  // namespace internal
}  // namespace snsuapi
