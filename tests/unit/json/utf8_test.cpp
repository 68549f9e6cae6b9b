#include "json/utf8.hpp"

#include <cstdint>
#include <string>

#include "support/catch.hpp"

using snsuapi::internal::isUtf8;

namespace {

std::string encoded(std::uint32_t codepoint) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (codepoint < 0x80) return {byte(codepoint)};
  if (codepoint < 0x800) return {byte(0xC0 | codepoint >> 6), byte(0x80 | (codepoint & 0x3F))};
  if (codepoint < 0x10000) {
    return {byte(0xE0 | codepoint >> 12), byte(0x80 | (codepoint >> 6 & 0x3F)), byte(0x80 | (codepoint & 0x3F))};
  }
  return {byte(0xF0 | codepoint >> 18), byte(0x80 | (codepoint >> 12 & 0x3F)), byte(0x80 | (codepoint >> 6 & 0x3F)),
          byte(0x80 | (codepoint & 0x3F))};
}

bool isSurrogate(std::uint32_t codepoint) { return codepoint >= 0xD800 && codepoint <= 0xDFFF; }

}  // namespace

TEST_CASE("Every character of Unicode is UTF-8, and no surrogate is") {
  for (std::uint32_t codepoint = 0; codepoint <= 0x10FFFF; ++codepoint) {
    if (isUtf8(encoded(codepoint)) == isSurrogate(codepoint)) FAIL("U+" << std::hex << codepoint);
  }
  for (std::uint32_t codepoint = 0x110000; codepoint <= 0x1FFFFF; codepoint += 0xFFF)
    CHECK_FALSE(isUtf8(encoded(codepoint)));
}

TEST_CASE("A sequence that is cut short is no UTF-8, wherever it stands") {
  for (const char* character : {"é", "中", "😀"}) {
    const std::string whole = character;
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string start(before, 'a');
      CHECK(isUtf8(start + whole));
      CHECK(isUtf8(start + whole + "b"));
      for (std::size_t length = 1; length < whole.size(); ++length) {
        CHECK_FALSE(isUtf8(start + whole.substr(0, length)));
        CHECK_FALSE(isUtf8(start + whole.substr(0, length) + "b"));
        CHECK_FALSE(isUtf8(start + whole.substr(0, length) + std::string(20, 'b')));
      }
    }
  }
}

TEST_CASE("Overlong forms and stray bytes are no UTF-8") {
  for (const char* bytes :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\x80", "\xBF",
        "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xF8\x88\x80\x80\x80"}) {
    CHECK_FALSE(isUtf8(bytes));
    CHECK_FALSE(isUtf8(std::string(17, ' ') + bytes));
  }
  CHECK(isUtf8(""));
  CHECK(isUtf8(std::string("\0", 1)));
}
