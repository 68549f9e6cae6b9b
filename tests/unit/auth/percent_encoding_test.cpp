#include "auth/percent_encoding.hpp"

#include <string>

#include "support/catch.hpp"

namespace {

std::string encoded(const std::string& text) {
  std::string out;
  snsuapi::internal::appendPercentEncoded(out, text);
  return out;
}

}  // namespace

TEST_CASE("Unreserved characters stay as they are") {
  const std::string unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  CHECK(encoded(unreserved) == unreserved);
}

TEST_CASE("Every byte that is not unreserved becomes %XX in upper case") {
  const std::string unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  const std::string hex = "0123456789ABCDEF";
  for (unsigned i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const std::string expected =
        unreserved.find(c) != std::string::npos ? std::string(1, c) : std::string{'%', hex[i / 16], hex[i % 16]};
    CAPTURE(i);
    CHECK(encoded(std::string(1, c)) == expected);
  }
}

TEST_CASE("Texts are encoded as their UTF-8 bytes") {
  CHECK(encoded("中文") == "%E4%B8%AD%E6%96%87");
  CHECK(encoded("a b*c~d+e/f=") == "a%20b%2Ac~d%2Be%2Ff%3D");
  CHECK(encoded("%7E") == "%257E");
}

TEST_CASE("Encoding appends to what is there, an empty text nothing") {
  std::string out = "x=";
  snsuapi::internal::appendPercentEncoded(out, "1&2");
  snsuapi::internal::appendPercentEncoded(out, "");
  CHECK(out == "x=1%262");
}

TEST_CASE("Encoding twice in one pass gives what encoding two times gives, for every byte") {
  std::string text;
  for (unsigned i = 0; i < 256; ++i) text += static_cast<char>(i);
  std::string once(snsuapi::internal::kMaxEncodedBytes * text.size(), '\0');
  std::string twice(snsuapi::internal::kMaxTwiceEncodedBytes * text.size(), '\0');
  char* onceEnd = once.data();
  char* twiceEnd = twice.data();
  snsuapi::internal::writeTwiceEncoded(onceEnd, twiceEnd, text);
  once.resize(static_cast<std::size_t>(onceEnd - once.data()));
  twice.resize(static_cast<std::size_t>(twiceEnd - twice.data()));
  CHECK(once == encoded(text));
  CHECK(twice == encoded(once));
}

TEST_CASE("Decoding undoes encoding, and leaves what is no escape") {
  std::string text;
  for (unsigned i = 0; i < 256; ++i) text += static_cast<char>(i);
  CHECK(snsuapi::internal::percentDecoded(encoded(text)) == text);
  CHECK(snsuapi::internal::percentDecoded("a%4") == "a%4");
  CHECK(snsuapi::internal::percentDecoded("%%41%zz%") == "%A%zz%");
}
