#include "parameters.hpp"

#include <algorithm>

namespace snsuapi {
namespace sandbox {

namespace {

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

}  // namespace

std::optional<std::string> decodeInto(std::string_view form, Parameters& parameters) {
  while (!form.empty()) {
    const std::size_t end = std::min(form.find('&'), form.size());
    const std::string_view pair = form.substr(0, end);
    form.remove_prefix(std::min(end + 1, form.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::optional<std::string> name = decode(pair.substr(0, equals));
    const std::optional<std::string> value = decode(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) return "a parameter holds a % that is not followed by two hexadecimal digits";
    if (!parameters.emplace(*name, *value).second) return "the parameter " + *name + " is there twice";
  }
  return std::nullopt;
}

}  // namespace sandbox
}  // namespace snsuapi
