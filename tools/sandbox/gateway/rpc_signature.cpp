#include "gateway/rpc_signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace snsuapi {
namespace sandbox {

std::string percentEncode(std::string_view text) {
  constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

std::string stringToSign(std::string_view method, const Parameters& parameters) {
  std::string query;
  for (const auto& [name, value] : parameters) {  // a map is in the order that the signature wants
    if (name == "Signature") continue;
    if (!query.empty()) query += '&';
    query += percentEncode(name) + "=" + percentEncode(value);
  }
  return std::string(method) + "&" + percentEncode("/") + "&" + percentEncode(query);
}

std::string signatureOf(const std::string& stringToSign, const std::string& accessKeySecret) {
  const std::string key = accessKeySecret + "&";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(stringToSign.data()), stringToSign.size(), digest,
           &length) == nullptr) {
    throw std::runtime_error("libcrypto refuses HMAC-SHA1");
  }
  unsigned char text[4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1];
  const int size = EVP_EncodeBlock(text, digest, static_cast<int>(length));
  return std::string(text, text + size);
}

bool sameSignature(const std::string& a, const std::string& b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sandbox
}  // namespace snsuapi
