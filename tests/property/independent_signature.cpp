#include "property/independent_signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace snsuapi_test {

namespace {

bool isUnreserved(unsigned char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
         (byte != 0 && std::strchr("-_.~", byte) != nullptr);
}

std::optional<std::string> decoded(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      if (!isUnreserved(static_cast<unsigned char>(text[at]))) return {};
      out += text[at];
      continue;
    }
    const std::string digits = text.substr(at + 1, 2);
    if (digits.size() != 2 || digits.find_first_not_of("0123456789ABCDEF") != std::string::npos) return {};
    out += static_cast<char>(std::stoi(digits, nullptr, 16));
    at += 2;
  }
  return out;
}

std::string base64(const unsigned char* bytes, std::size_t size) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < size; at += 3) {
    const unsigned group =
        bytes[at] << 16 | (at + 1 < size ? bytes[at + 1] << 8 : 0) | (at + 2 < size ? bytes[at + 2] : 0);
    text += kDigits[group >> 18];
    text += kDigits[group >> 12 & 63];
    text += at + 1 < size ? kDigits[group >> 6 & 63] : '=';
    text += at + 2 < size ? kDigits[group & 63] : '=';
  }
  return text;
}

}  // namespace

std::string percentEncoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    char escape[4];
    std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned>(byte));
    out += isUnreserved(byte) ? std::string(1, c) : std::string(escape);
  }
  return out;
}

std::optional<std::map<std::string, std::string>> readForm(const std::string& form) {
  std::map<std::string, std::string> parameters;
  for (std::size_t at = 0; at <= form.size();) {
    const std::size_t end = std::min(form.find('&', at), form.size());
    const std::string pair = form.substr(at, end - at);
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) return {};
    const auto name = decoded(pair.substr(0, equals));
    const auto value = decoded(pair.substr(equals + 1));
    if (!name || !value || !parameters.emplace(*name, *value).second) return {};
    at = end + 1;
  }
  return parameters;
}

std::string signatureOf(const std::string& method, const std::map<std::string, std::string>& parameters,
                        const std::string& accessKeySecret) {
  std::string query;
  for (const auto& [name, value] : parameters) {  // a map of texts is in the order of their bytes
    if (name == "Signature") continue;
    query += (query.empty() ? "" : "&") + percentEncoded(name) + "=" + percentEncoded(value);
  }
  const std::string toSign = method + "&" + percentEncoded("/") + "&" + percentEncoded(query);
  const std::string key = accessKeySecret + "&";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(toSign.data()),
           toSign.size(), digest, &length) == nullptr) {
    throw std::runtime_error("libcrypto refuses HMAC-SHA1");
  }
  return base64(digest, length);
}

}  // namespace snsuapi_test
