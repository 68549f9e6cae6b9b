#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "json/json_document.hpp"

namespace snsuapi {
namespace internal {

/// A number as the service writes it: a JSON integer, or a string of one, with one of the suffixes that the guide's
/// samples bear (`1000001L`, `10M`). None when it is anything else or does not fit.
std::optional<std::int64_t> readInt64(const JsonValue& value);
/// `true`/`false`, or a string of it in any case.
std::optional<bool> readBool(const JsonValue& value);
/// The same for a ResultModule that is a boolean; an error when it is none.
Outcome<void> readModule(const JsonValue& resultModule, bool& value);

/// The error of a response that is not what the service speaks, with what is amiss.
Error invalidResponse(std::string_view message);

/// Reads the members of an object one after the other and keeps the first thing that is amiss, so that a model reads
/// as a list of its fields.
class MemberReader {
 public:
  /// @param path  how messages name the object, such as `ResultModule`; must outlive the reader
  /// @param index the object's place in a list of that name; none: it is no list's
  MemberReader(const JsonValue& object, std::string_view path, std::optional<std::size_t> index = std::nullopt);

  std::int64_t int64(std::string_view name);
  int int32(std::string_view name);
  /// None when the member is missing, null or an empty string.
  std::optional<int> optionalInt32(std::string_view name);
  std::string text(std::string_view name);

  /// The member as it is; missing when there is none.
  JsonValue value(std::string_view name) const { return object_.member(name); }
  void fail(std::string_view name, std::string_view why);

  bool ok() const noexcept { return problem_.empty(); }
  Outcome<void> outcome() const;

 private:
  std::string path() const;
  JsonValue present(std::string_view name);
  int narrow(std::string_view name, std::int64_t wide);

  JsonValue object_;
  std::string_view path_;
  std::optional<std::size_t> index_;
  std::string problem_;
};

}  // namespace internal
}  // namespace snsuapi
