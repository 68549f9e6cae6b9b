#include <algorithm>
#include <snsuapi/http/http_message.hpp>

#include "ascii.hpp"

namespace snsuapi {

namespace {

constexpr std::string_view kSeparator = ": ";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kUsualBytes = 320;

bool isName(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return !internal::isControl(c) && c != ' ' && c != ':'; });
}

bool isValue(std::string_view value) {
  return value.find('\r') == std::string_view::npos && value.find('\n') == std::string_view::npos &&
         value.find('\0') == std::string_view::npos;
}

}  // namespace

bool HttpHeaders::add(std::string_view name, std::string_view value) {
  if (!isName(name) || !isValue(value)) return false;
  if (text_.empty()) text_.reserve(kUsualBytes);
  text_.append(name).append(kSeparator).append(value).append(kLineEnd);
  return true;
}

void HttpHeaders::append(const HttpHeaders& fields) {
  if (text_.empty()) text_.reserve(std::max(kUsualBytes, fields.text_.size()));
  text_.append(fields.text_);
}

std::optional<std::string_view> HttpHeaders::get(std::string_view name) const noexcept {
  for (std::size_t at = 0; at < text_.size();) {
    const Field field = fieldAt(at);
    if (internal::equalsIgnoringCase(field.name, name)) return field.value;
    at = field.next;
  }
  return std::nullopt;
}

HttpHeaders::Field HttpHeaders::fieldAt(std::size_t at) const noexcept {
  const std::string_view text(text_);
  const std::size_t lineEnd = text.find(kLineEnd, at);
  const std::size_t separator = text.find(kSeparator, at);
  const std::size_t value = separator + kSeparator.size();
  return {text.substr(at, separator - at), text.substr(value, lineEnd - value), lineEnd + kLineEnd.size()};
}

}  // namespace snsuapi
