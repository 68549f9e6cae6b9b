#include "auth/percent_encoding.hpp"

#include <array>

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

namespace {

constexpr std::array<bool, 256> unreservedBytes() {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    table[i] = isAlphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~';
  }
  return table;
}

constexpr std::array<bool, 256> kUnreserved = unreservedBytes();

}  // namespace

char* writePercentEncoded(char* out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kUnreserved[byte]) {
      *out++ = c;
    } else {
      *out++ = '%';
      *out++ = kHex[byte >> 4];
      *out++ = kHex[byte & 0x0F];
    }
  }
  return out;
}

void appendPercentEncoded(std::string& out, std::string_view text) {
  const std::size_t before = out.size();
  out.resize(before + kMaxEncodedBytes * text.size());
  const char* end = writePercentEncoded(out.data() + before, text);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

}  // namespace internal
}  // namespace snsuapi
