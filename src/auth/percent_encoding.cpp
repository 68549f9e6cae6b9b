#include "auth/percent_encoding.hpp"

#include <array>
#include <charconv>

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

bool isUnreserved(char c) { return kUnreserved[static_cast<unsigned char>(c)]; }

char* writeHex(char* out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  *out++ = kHex[byte >> 4];
  *out++ = kHex[byte & 0x0F];
  return out;
}

}  // namespace

void writeTwiceEncoded(char*& once, char*& twice, std::string_view text) {
  // Locals: through the references, every byte written might be the pointers' own.
  char* first = once;
  char* second = twice;
  for (const char c : text) {
    if (isUnreserved(c)) {
      *first++ = c;
      *second++ = c;
    } else {
      *first++ = '%';
      first = writeHex(first, c);
      *second++ = '%';  // which is itself encoded: %25
      *second++ = '2';
      *second++ = '5';
      second = writeHex(second, c);
    }
  }
  once = first;
  twice = second;
}

void appendPercentEncoded(std::string& out, std::string_view text) {
  const std::size_t before = out.size();
  out.resize(before + kMaxEncodedBytes * text.size());
  char* end = out.data() + before;
  for (const char c : text) {
    if (isUnreserved(c)) {
      *end++ = c;
    } else {
      *end++ = '%';
      end = writeHex(end, c);
    }
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
}

std::string percentDecoded(std::string_view encoded) {
  std::string text;
  text.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    auto byte = static_cast<unsigned char>(encoded[i]);
    const char* const hex = encoded.data() + i + 1;
    const bool isEscape = encoded[i] == '%' && encoded.size() - i > 2 && isHexDigit(hex[0]) && isHexDigit(hex[1]);
    if (isEscape) {
      std::from_chars(hex, hex + 2, byte, 16);
      i += 2;
    }
    text += static_cast<char>(byte);
  }
  return text;
}

}  // namespace internal
}  // namespace snsuapi
