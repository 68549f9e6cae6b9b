#include "json/member_reader.hpp"

#include <charconv>
#include <limits>

#include "ascii.hpp"
#include "errors.hpp"

namespace snsuapi {
namespace internal {

namespace {

bool isSuffix(char c) { return c == 'L' || c == 'l' || c == 'M' || c == 'm'; }

}  // namespace

std::optional<std::int64_t> readInt64(const JsonValue& value) {
  std::string_view text = value.text();
  if (value.isString() && !text.empty() && isSuffix(text.back())) text.remove_suffix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> readBool(const JsonValue& value) {
  if (value.isString() && equalsIgnoringCase(value.text(), "true")) return true;
  if (value.isString() && equalsIgnoringCase(value.text(), "false")) return false;
  return value.boolean();
}

Error invalidResponse(std::string_view message) {
  return Error(ErrorKind::InvalidResponse, "SDK.InvalidServerResponse", message, Delivery::Answered);
}

Outcome<void> readModule(const JsonValue& resultModule, bool& value) {
  const std::optional<bool> read = readBool(resultModule);
  if (!read) return invalidResponse("the response can't be read: ResultModule is not a boolean");
  value = *read;
  return {};
}

MemberReader::MemberReader(const JsonValue& object, std::string_view path, std::optional<std::size_t> index)
    : object_(object), path_(path), index_(index) {
  if (object.isMissing() || object.isNull()) {
    problem_ = this->path() + " is missing";
  } else if (!object.isObject()) {
    problem_ = this->path() + " is not an object";
  }
}

std::string MemberReader::path() const {
  return index_ ? join({path_, "[", decimal(static_cast<std::int64_t>(*index_)), "]"}) : std::string(path_);
}

void MemberReader::fail(std::string_view name, std::string_view why) {
  if (problem_.empty()) problem_ = join({path(), ".", name, " ", why});
}

JsonValue MemberReader::present(std::string_view name) {
  const JsonValue value = object_.member(name);
  if (value.isMissing() || value.isNull()) fail(name, "is missing");
  return value;
}

std::int64_t MemberReader::int64(std::string_view name) {
  const std::optional<std::int64_t> number = readInt64(present(name));
  if (!number) fail(name, "is not a 64-bit integer");
  return number.value_or(0);
}

int MemberReader::narrow(std::string_view name, std::int64_t wide) {
  if (wide >= std::numeric_limits<int>::min() && wide <= std::numeric_limits<int>::max()) return static_cast<int>(wide);
  fail(name, "does not fit 32 bits");
  return 0;
}

int MemberReader::int32(std::string_view name) { return narrow(name, int64(name)); }

std::optional<int> MemberReader::optionalInt32(std::string_view name) {
  const JsonValue value = object_.member(name);
  if (value.isMissing() || value.isNull() || (value.isString() && value.text().empty())) return std::nullopt;
  return int32(name);
}

std::string MemberReader::text(std::string_view name) {
  const JsonValue value = present(name);
  if (!value.isString()) fail(name, "is not a string");
  return std::string(value.text());
}

Outcome<void> MemberReader::outcome() const {
  if (ok()) return {};
  return invalidResponse(join({"the response can't be read: ", problem_}));
}

}  // namespace internal
}  // namespace snsuapi
