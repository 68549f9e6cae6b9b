#include "parameter_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace snsuapi {
namespace internal {

void ParameterList::add(std::string_view name, std::string_view value) {
  pairs_.push_back({text_.size(), name.size(), value.size()});
  text_.append(name.data(), name.size());
  text_.append(value.data(), value.size());
}

void ParameterList::add(std::string_view name, std::int64_t value) {
  std::array<char, 20> digits;  // the longest: -9223372036854775808
  const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  add(name, std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

void ParameterList::addIfAbsent(std::string_view name, std::string_view value) {
  if (find(name) == pairs_.end()) add(name, value);
}

std::string_view ParameterList::get(std::string_view name) const {
  const Pair* found = find(name);
  return found == pairs_.end() ? std::string_view() : value(*found);
}

const ParameterList::Pair* ParameterList::find(std::string_view name) const {
  return std::find_if(pairs_.begin(), pairs_.end(), [&](const Pair& pair) { return this->name(pair) == name; });
}

// By insertion: there are about a dozen, and of those that a common request may have, most come in order.
void ParameterList::sort() {
  for (std::size_t i = 1; i < pairs_.size(); ++i) {
    const Pair pair = pairs_[i];
    std::size_t to = i;
    for (; to > 0 && name(pair) < name(pairs_[to - 1]); --to) pairs_[to] = pairs_[to - 1];
    pairs_[to] = pair;
  }
}

}  // namespace internal
}  // namespace snsuapi
