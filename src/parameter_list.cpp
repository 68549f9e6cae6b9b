#include "parameter_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace snsuapi {
namespace internal {

namespace {

// Enough for the common parameters and any typed request, so that building one does not grow in steps.
constexpr std::size_t kUsualTextBytes = 512;
constexpr std::size_t kUsualPairs = 20;

}  // namespace

ParameterList::ParameterList() {
  text_.reserve(kUsualTextBytes);
  pairs_.reserve(kUsualPairs);
}

void ParameterList::add(std::string_view name, std::string_view value) {
  pairs_.push_back({text_.size(), name.size(), value.size()});
  text_.append(name).append(value);
}

void ParameterList::add(std::string_view name, std::int64_t value) {
  std::array<char, 20> digits;  // the longest: -9223372036854775808
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  add(name, std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

void ParameterList::addIfAbsent(std::string_view name, std::string_view value) {
  if (find(name) == pairs_.end()) add(name, value);
}

std::string_view ParameterList::get(std::string_view name) const {
  const auto found = find(name);
  return found == pairs_.end() ? std::string_view() : value(*found);
}

std::vector<ParameterList::Pair>::const_iterator ParameterList::find(std::string_view name) const {
  return std::find_if(pairs_.begin(), pairs_.end(), [&](const Pair& pair) { return this->name(pair) == name; });
}

void ParameterList::sort() {
  std::sort(pairs_.begin(), pairs_.end(), [this](const Pair& a, const Pair& b) { return name(a) < name(b); });
}

}  // namespace internal
}  // namespace snsuapi
