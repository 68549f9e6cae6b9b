#include "json/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace snsuapi {
namespace internal {

namespace {

// Eight bytes at a time: most of an answer is ASCII.
std::size_t skipAscii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kHighBits) != 0) break;
  }
  return at;
}

}  // namespace

bool isUtf8(std::string_view text) noexcept {
  const auto byteAt = [text](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(0);
  };
  const auto isTail = [&](std::size_t at) { return (byteAt(at) & 0xC0) == 0x80; };
  for (std::size_t at = skipAscii(text, 0); at < text.size();) {
    const unsigned char lead = byteAt(at);
    const unsigned char second = byteAt(at + 1);
    if (lead < 0x80) {
      at = skipAscii(text, at + 1);
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      if (!isTail(at + 1)) return false;
      at += 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      const bool overlong = lead == 0xE0 && second < 0xA0;
      const bool surrogate = lead == 0xED && second > 0x9F;
      if (overlong || surrogate || !isTail(at + 1) || !isTail(at + 2)) return false;
      at += 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      const bool overlong = lead == 0xF0 && second < 0x90;
      const bool beyond = lead == 0xF4 && second > 0x8F;
      if (overlong || beyond || !isTail(at + 1) || !isTail(at + 2) || !isTail(at + 3)) return false;
      at += 4;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace internal
}  // namespace snsuapi
