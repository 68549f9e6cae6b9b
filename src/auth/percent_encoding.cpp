#include "auth/percent_encoding.hpp"

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

namespace {

constexpr bool isUnreserved(char c) { return isAlphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~'; }

}  // namespace

void appendPercentEncoded(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    if (isUnreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 0x0F];
    }
  }
}

}  // namespace internal
}  // namespace snsuapi
