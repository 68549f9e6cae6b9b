#include "support/secret_forms.hpp"

#include <algorithm>
#include <cctype>

namespace snsuapi_test {

namespace {

std::string encoded(const std::string& text, const std::string& hex) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string("-_.~").find(c) != std::string::npos) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 0x0F];
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> formsOf(const std::string& secret) {
  constexpr int kEncodings = 2;  // a string to sign holds what was encoded once, encoded again
  std::vector<std::string> forms;
  for (const char* hex : {"0123456789ABCDEF", "0123456789abcdef"}) {
    std::string form = secret;
    for (int i = 0; i <= kEncodings; ++i) {
      if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
      form = encoded(form, hex);
    }
  }
  return forms;
}

std::string percentDecoded(const std::string& encoded) {
  std::string text;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    const bool isEscape = encoded[i] == '%';
    text += isEscape ? static_cast<char>(std::stoi(encoded.substr(i + 1, 2), nullptr, 16)) : encoded[i];
    i += isEscape ? 2 : 0;
  }
  return text;
}

std::optional<std::string> signatureIn(const ArrivedRequest& request) {
  const std::string form = request.body + " " + request.target() + " ";
  const std::string mark = "&Signature=";
  const std::size_t at = form.find(mark);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + mark.size();
  return percentDecoded(form.substr(begin, form.find(' ', begin) - begin));
}

std::vector<std::string> secretsIn(const std::string& text, const std::vector<std::string>& secrets) {
  std::vector<std::string> found;
  for (const std::string& secret : secrets) {
    for (const std::string& form : formsOf(secret)) {
      if (text.find(form) != std::string::npos) found.push_back(secret + ", as " + form);
    }
  }
  return found;
}

}  // namespace snsuapi_test
