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
