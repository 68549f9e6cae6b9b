#pragma once

#include <cstdint>
#include <string_view>

#include "inline_buffer.hpp"

namespace snsuapi {
namespace internal {

/// The name/value pairs of one RPC request, before they are encoded. Texts are copied in.
class ParameterList {
 public:
  /// The name must not be in the list yet.
  void add(std::string_view name, std::string_view value);
  void add(std::string_view name, std::int64_t value);
  /// For the common parameters, which the request's own go before.
  void addIfAbsent(std::string_view name, std::string_view value);

  /// The value of a name; empty when it is not there. The view lives until the list changes.
  std::string_view get(std::string_view name) const;

  /// Brings the pairs into the order that the signature wants: by name, bytewise.
  void sort();

  /// Of all names and values together.
  std::size_t textBytes() const noexcept { return text_.size(); }
  std::size_t count() const noexcept { return pairs_.size(); }

  template <class Visitor>
  void forEach(Visitor&& visit) const {
    for (const Pair& pair : pairs_) visit(name(pair), value(pair));
  }

 private:
  // Positions instead of views: the text moves as it grows.
  struct Pair {
    std::size_t begin;
    std::size_t nameLength;
    std::size_t valueLength;
  };
  const Pair* find(std::string_view name) const;
  std::string_view name(const Pair& pair) const { return {text_.data() + pair.begin, pair.nameLength}; }
  std::string_view value(const Pair& pair) const {
    return {text_.data() + pair.begin + pair.nameLength, pair.valueLength};
  }

  // Enough for the common parameters and any typed request.
  InlineBuffer<char, 768> text_;
  InlineBuffer<Pair, 24> pairs_;
};

}  // namespace internal
}  // namespace snsuapi
