#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace snsuapi {
namespace internal {

/// The name/value pairs of one RPC request, before they are encoded. Texts are copied in.
class ParameterList {
 public:
  ParameterList();

  /// The name must not be in the list yet.
  void add(std::string_view name, std::string_view value);
  void add(std::string_view name, std::int64_t value);
  /// For the common parameters, which the request's own go before.
  void addIfAbsent(std::string_view name, std::string_view value);

  /// The value of a name; empty when it is not there. The view lives until the list changes.
  std::string_view get(std::string_view name) const;

  /// Brings the pairs into the order that the signature wants: by name, bytewise.
  void sort();

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
  std::vector<Pair>::const_iterator find(std::string_view name) const;
  std::string_view name(const Pair& pair) const { return {text_.data() + pair.begin, pair.nameLength}; }
  std::string_view value(const Pair& pair) const {
    return {text_.data() + pair.begin + pair.nameLength, pair.valueLength};
  }

  std::string text_;
  std::vector<Pair> pairs_;
};

}  // namespace internal
}  // namespace snsuapi
