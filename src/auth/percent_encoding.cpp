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

void appendPercentEncoded(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  // Most bytes stay as they are: they are copied a stretch at a time.
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (kUnreserved[byte]) continue;
    out.append(text, copied, i - copied);
    const char escaped[] = {'%', kHex[byte >> 4], kHex[byte & 0x0F]};
    out.append(escaped, sizeof escaped);
    copied = i + 1;
  }
  out.append(text, copied, text.size() - copied);
}

}  // namespace internal
}  // namespace snsuapi
