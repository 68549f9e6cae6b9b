#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "inline_buffer.hpp"

// The only door to RapidJSON.

namespace snsuapi {
namespace internal {

class JsonValue;

/// A JSON text, read into a flat list of its values; their texts stay where they are in the body.
class JsonDocument {
 public:
  /// Reads the body as one JSON value with nothing after it. Strings are decoded in place, so the body is changed, and
  /// must outlive the document. Reading is iterative: depth costs no stack. Values nested deeper than kKeptDepth are
  /// checked, but not kept.
  explicit JsonDocument(std::string& body);

  /// Missing when the body is anything else.
  JsonValue root() const;

  static constexpr int kKeptDepth = 8;
  /// A longer body is no document, whatever is in it.
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

 private:
  friend class JsonValue;
  friend class JsonDocumentBuilder;

  enum class Type : std::uint8_t { Null, False, True, Number, String, Array, Object };
  struct Node {
    std::uint32_t begin;       // where the value's text begins in the body, an opening quote or bracket included
    std::uint32_t end;         // one past its last character
    std::uint32_t textLength;  // of a decoded string, which begins one past its quote; of a number
    std::uint32_t next;        // the node after this one and all that it contains
    Type type;
    bool isKey;
  };

  bool parse(std::string& body);

  static constexpr std::size_t kUsualNodes = 64;

  const char* const body_;
  InlineBuffer<Node, kUsualNodes> nodes_;
};

/// A value of a document, or the want of one. A view: valid as long as its document and the body.
class JsonValue {
 public:
  /// No value.
  JsonValue() = default;

  bool isMissing() const noexcept { return document_ == nullptr; }
  bool isNull() const noexcept { return is(JsonDocument::Type::Null); }
  bool isObject() const noexcept { return is(JsonDocument::Type::Object); }
  bool isArray() const noexcept { return is(JsonDocument::Type::Array); }
  bool isString() const noexcept { return is(JsonDocument::Type::String); }
  bool isNumber() const noexcept { return is(JsonDocument::Type::Number); }

  /// The boolean; none for any other type.
  std::optional<bool> boolean() const noexcept;
  /// A string's decoded text, or a number's as it stands; empty for any other type.
  std::string_view text() const noexcept;
  /// Where the value stands in the body: position and length of its whole text.
  std::size_t position() const noexcept;
  std::size_t length() const noexcept;

  /// True for an object or array without members or elements.
  bool isEmpty() const noexcept;
  /// How many elements an array has; 0 for any other type.
  std::size_t elementCount() const noexcept;

  /// The member of an object; missing when there is none, and when this is no object. Of members of the same name the
  /// last one counts, as in most readers.
  JsonValue member(std::string_view name) const noexcept;

  /// Calls visit(JsonValue) for each element of an array until it returns false.
  template <class Visitor>
  void forEachElement(Visitor&& visit) const {
    if (!isArray()) return;
    for (std::uint32_t at = index_ + 1; at < node().next; at = document_->nodes_[at].next) {
      if (!visit(JsonValue(*document_, at))) return;
    }
  }

 private:
  friend class JsonDocument;
  JsonValue(const JsonDocument& document, std::uint32_t index) : document_(&document), index_(index) {}

  bool is(JsonDocument::Type type) const noexcept { return document_ != nullptr && node().type == type; }
  const JsonDocument::Node& node() const noexcept { return document_->nodes_[index_]; }

  const JsonDocument* document_ = nullptr;
  std::uint32_t index_ = 0;
};

}  // namespace internal
}  // namespace snsuapi
