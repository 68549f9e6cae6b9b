#pragma once

#include <snsuapi/export.hpp>
#include <string>
#include <string_view>

namespace snsuapi {

/// A line's direction: Direction::Up (`UP`), Direction::Down (`DOWN`), or a text that is neither, kept as it came.
/// Only Up and Down are accepted in a request. Thread safety: that of a plain value.
class SNSUAPI_API Direction {
 public:
  enum Value { Up, Down, Other };

  Direction(Value value) noexcept
      : value_(value) {}  // NOLINT(google-explicit-constructor): Direction::Up is a Direction
  /// The wire's text, `UP` or `DOWN` to the letter; any other text becomes Other and is kept.
  Direction(std::string_view text);                                          // NOLINT(google-explicit-constructor)
  Direction(const char* text) : Direction(std::string_view(text)) {}         // NOLINT(google-explicit-constructor)
  Direction(const std::string& text) : Direction(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)

  /// For a switch.
  Value value() const noexcept { return value_; }
  /// `UP`, `DOWN`, or the text as it came. The view lives as long as this object.
  std::string_view text() const noexcept;

  friend bool operator==(const Direction& a, const Direction& b) noexcept { return a.text() == b.text(); }
  friend bool operator!=(const Direction& a, const Direction& b) noexcept { return !(a == b); }

 private:
  Value value_;
  std::string other_;
};

}  // namespace snsuapi
