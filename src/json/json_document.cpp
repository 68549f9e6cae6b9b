#include "json/json_document.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <limits>

#include "json/utf8.hpp"

// A host program may use RapidJSON with other settings: under our own name the two never meet.
#define RAPIDJSON_NAMESPACE snsuapi_rapidjson
#define RAPIDJSON_NAMESPACE_BEGIN namespace snsuapi_rapidjson {
#define RAPIDJSON_NAMESPACE_END }
#include <rapidjson/reader.h>

namespace snsuapi {
namespace internal {

namespace rj = snsuapi_rapidjson;

namespace {

// RapidJSON 1.1.0 decodes the escape of a lone low surrogate into bytes that are no UTF-8: ED A0..BF xx.
bool holdsSurrogate(std::string_view text) {
  for (std::size_t at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

}  // namespace

/// Takes RapidJSON's events and lays the nodes.
class JsonDocumentBuilder {
 public:
  using Ch = char;
  using Size = rj::SizeType;

  JsonDocumentBuilder(JsonDocument& document, rj::InsituStringStream& stream) : document_(document), stream_(stream) {}

  // Literals are reported once their last letter is read.
  bool Null() { return literal(JsonDocument::Type::Null, 4); }
  bool Bool(bool value) { return value ? literal(JsonDocument::Type::True, 4) : literal(JsonDocument::Type::False, 5); }

  // Numbers come as their text; RapidJSON's own conversions are never used.
  bool RawNumber(const Ch* text, Size length, bool) {
    return scalar(JsonDocument::Type::Number, offset(text), length, length, false);
  }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  bool String(const Ch* text, Size length, bool) { return string(text, length, false); }
  bool Key(const Ch* text, Size length, bool) { return string(text, length, true); }

  // Brackets are reported before they are read past.
  bool StartObject() { return open(JsonDocument::Type::Object); }
  bool StartArray() { return open(JsonDocument::Type::Array); }
  bool EndObject(Size) { return close(); }
  bool EndArray(Size) { return close(); }

 private:
  static constexpr std::uint32_t kNoContainer = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t here() const { return static_cast<std::uint32_t>(stream_.Tell()); }
  std::uint32_t offset(const Ch* text) const { return static_cast<std::uint32_t>(text - document_.body_); }
  bool kept() const { return depth_ <= JsonDocument::kKeptDepth; }

  bool scalar(JsonDocument::Type type, std::uint32_t begin, std::uint32_t sourceLength, std::uint32_t textLength,
              bool isKey) {
    if (!kept()) return true;
    const auto next = static_cast<std::uint32_t>(document_.nodes_.size() + 1);
    document_.nodes_.push_back({begin, begin + sourceLength, textLength, next, type, isKey});
    return true;
  }

  bool literal(JsonDocument::Type type, std::uint32_t length) {
    return scalar(type, here() - length, length, 0, false);
  }

  // The source's length is not needed: nobody asks for the raw text of a string but through its container.
  bool string(const Ch* text, Size length, bool isKey) {
    return !holdsSurrogate({text, length}) &&
           scalar(JsonDocument::Type::String, offset(text) - 1, length + 2, length, isKey);
  }

  // While a container is open, its `next` holds the container around it.
  bool open(JsonDocument::Type type) {
    if (kept()) {
      const auto index = static_cast<std::uint32_t>(document_.nodes_.size());
      document_.nodes_.push_back({here(), 0, 0, container_, type, false});
      container_ = index;
    }
    ++depth_;
    return true;
  }

  bool close() {
    --depth_;
    if (kept()) {
      JsonDocument::Node& node = document_.nodes_[container_];
      container_ = node.next;
      node.end = here() + 1;
      node.next = static_cast<std::uint32_t>(document_.nodes_.size());
    }
    return true;
  }

  JsonDocument& document_;
  rj::InsituStringStream& stream_;
  std::uint32_t container_ = kNoContainer;
  int depth_ = 0;
};

JsonDocument::JsonDocument(std::string& body) : body_(body.data()) {
  if (!parse(body)) nodes_.truncate(0);
}

bool JsonDocument::parse(std::string& body) {
  // RapidJSON reckons in ints with a number's exponent, of which there may be as much more as the fraction has digits:
  // those overflow past 200 million digits.
  if (body.size() > kMostBytes) return false;
  // Not by RapidJSON 1.1.0: within a UTF-8 sequence that is cut short, its validation reads past the text's end.
  if (!isUtf8(body)) return false;

  rj::InsituStringStream stream(body.data());
  JsonDocumentBuilder builder(*this, stream);
  alignas(std::max_align_t) std::array<char, 1024> usualStack;
  rj::MemoryPoolAllocator<> stackAllocator(usualStack.data(), usualStack.size());
  rj::GenericReader<rj::UTF8<>, rj::UTF8<>, rj::MemoryPoolAllocator<>> reader(&stackAllocator);
  constexpr unsigned kFlags = rj::kParseIterativeFlag | rj::kParseInsituFlag | rj::kParseNumbersAsStringsFlag;
  if (reader.Parse<kFlags>(stream, builder).IsError()) return false;
  // RapidJSON takes a NUL for the end; the body's end is where its size says.
  return stream.Tell() == body.size();
}

JsonValue JsonDocument::root() const { return nodes_.size() == 0 ? JsonValue() : JsonValue(*this, 0); }

std::optional<bool> JsonValue::boolean() const noexcept {
  if (is(JsonDocument::Type::True)) return true;
  if (is(JsonDocument::Type::False)) return false;
  return std::nullopt;
}

std::string_view JsonValue::text() const noexcept {
  if (isString()) return {document_->body_ + node().begin + 1, node().textLength};
  if (isNumber()) return {document_->body_ + node().begin, node().textLength};
  return {};
}

std::size_t JsonValue::position() const noexcept { return node().begin; }
std::size_t JsonValue::length() const noexcept { return node().end - node().begin; }

bool JsonValue::isEmpty() const noexcept { return (isObject() || isArray()) && node().next == index_ + 1; }

JsonValue JsonValue::member(std::string_view name) const noexcept {
  JsonValue found;
  if (!isObject()) return found;
  const JsonDocument::Node* const nodes = document_->nodes_.data();
  const std::uint32_t end = node().next;
  for (std::uint32_t at = index_ + 1; at < end;) {
    const JsonDocument::Node& key = nodes[at];
    const std::uint32_t value = at + 1;
    // By the length first: most names differ in it.
    if (key.textLength == name.size() && std::memcmp(document_->body_ + key.begin + 1, name.data(), name.size()) == 0) {
      found = JsonValue(*document_, value);
    }
    at = nodes[value].next;
  }
  return found;
}

std::size_t JsonValue::elementCount() const noexcept {
  std::size_t count = 0;
  forEachElement([&count](const JsonValue&) { return ++count, true; });
  return count;
}

}  // namespace internal
}  // namespace snsuapi
