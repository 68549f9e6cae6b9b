#include "auth/crypto.hpp"

#include <set>
#include <string>

#include "support/catch.hpp"

using snsuapi::internal::Sha1Digest;

namespace {

std::string hmacInHex(const std::string& key, const std::string& message) {
  const auto digest = snsuapi::internal::hmacSha1(key, message);
  if (!digest) return "refused";
  std::string text;
  for (const unsigned char byte : *digest) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::string base64(const Sha1Digest& digest) {
  const auto encoded = snsuapi::internal::base64(digest);
  return {encoded.begin(), encoded.end()};
}

}  // namespace

TEST_CASE("HMAC-SHA1 gives the digests of RFC 2202") {
  std::string ascending;
  for (char c = 1; c <= 25; ++c) ascending += c;
  CHECK(hmacInHex(std::string(20, '\x0b'), "Hi There") == "b617318655057264e28bc0b6fb378c8ef146be00");
  CHECK(hmacInHex("Jefe", "what do ya want for nothing?") == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  CHECK(hmacInHex(std::string(20, '\xaa'), std::string(50, '\xdd')) == "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
  CHECK(hmacInHex(ascending, std::string(50, '\xcd')) == "4c9007f4026250c6bc8414f9bf50c86c2d7235da");
  CHECK(hmacInHex(std::string(20, '\x0c'), "Test With Truncation") == "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04");
  CHECK(hmacInHex(std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "aa4ae5e15272d00e95705637ce8a3b55ed402112");
  CHECK(
      hmacInHex(std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data") ==
      "e8e99d0f45237d786d6bbaa7965c7808bbff1a91");
}

TEST_CASE("HMAC-SHA1 hashes keys that are longer than a block, and only those") {
  CHECK(hmacInHex(std::string(63, 'k'), "m") == "a8cae63adc54720b13f070ffcf7026137100b9b8");
  CHECK(hmacInHex(std::string(64, 'k'), "m") == "d52b5b30393c20f423870bb6d0ad622b02848ca9");
  CHECK(hmacInHex(std::string(65, 'k'), "m") == "d7ab367121230c7e073a785f02c779c915e96d01");
  CHECK(hmacInHex("", "") == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
}

TEST_CASE("A digest in base64 has its padding and no line break") {
  Sha1Digest digest{};
  CHECK(base64(digest) == "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  digest.fill(0xFF);
  CHECK(base64(digest) == "//////////////////////////8=");
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<unsigned char>(i * 13 + 3);
  CHECK(base64(digest) == "AxAdKjdEUV5reIWSn6y5xtPg7fo=");
}

TEST_CASE("Random fractions are at least 0, below 1, and not all the same") {
  std::set<double> seen;
  for (int i = 0; i < 1000; ++i) {
    const double fraction = snsuapi::internal::randomFraction();
    REQUIRE(fraction >= 0.0);
    REQUIRE(fraction < 1.0);
    seen.insert(fraction);
  }
  CHECK(seen.size() > 900);
}

TEST_CASE("The random generator fills exactly the bytes that it is given") {
  std::array<unsigned char, 48> bytes{};
  REQUIRE(snsuapi::internal::fillRandom(bytes.data() + 8, 32));
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(bytes[i] == 0);
    CHECK(bytes[40 + i] == 0);
  }
  CHECK(std::set<unsigned char>(bytes.begin() + 8, bytes.begin() + 40).size() > 4);
}
