#include "auth/nonce_source.hpp"

#include <string_view>

#include "auth/crypto.hpp"
#include "fork_generation.hpp"

namespace snsuapi {
namespace internal {

namespace {

std::string uuid(std::array<unsigned char, 16> bytes) {
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);  // version 4 (RFC 9562, 5.4)
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);  // variant 1
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text(36, '-');
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) ++at;
    text[at++] = kHex[bytes[i] >> 4];
    text[at++] = kHex[bytes[i] & 0x0F];
  }
  return text;
}

}  // namespace

std::string NonceSource::next() {
  Bytes bytes;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if ((left_ == 0 || generation_ != forkGeneration()) && !refill()) return {};
    bytes = stock_[--left_];
  }
  return uuid(bytes);
}

bool NonceSource::refill() {
  left_ = 0;
  if (!fillRandom(stock_[0].data(), sizeof stock_)) return false;
  left_ = kAtOnce;
  generation_ = forkGeneration();
  return true;
}

}  // namespace internal
}  // namespace snsuapi
