#include "auth/providers/ini_section.hpp"

#include <algorithm>

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

namespace {

// The line up to the first # or ; that has a blank before it.
std::string_view withoutComment(std::string_view line) {
  for (std::size_t at = 1; at < line.size(); ++at) {
    const bool isMark = line[at] == '#' || line[at] == ';';
    if (isMark && (line[at - 1] == ' ' || line[at - 1] == '\t')) return line.substr(0, at);
  }
  return line;
}

}  // namespace

IniSection::IniSection(std::string_view text, std::string_view name) {
  bool isWithin = false;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(withoutComment(trim(text.substr(0, end))));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;

    const std::size_t equals = line.find('=');
    const bool isHeader = line.front() == '[';
    if (isHeader ? line.back() != ']' : equals == 0 || equals == std::string_view::npos) {
      faultyLine_ = number;
      return;
    }
    if (isHeader) {
      isWithin = trim(line.substr(1, line.size() - 2)) == name;
      isThere_ = isThere_ || isWithin;
    } else if (isWithin) {
      entries_.emplace_back(trim(line.substr(0, equals)), trim(line.substr(equals + 1)));
    }
  }
}

std::string_view IniSection::value(std::string_view key) const noexcept {
  const auto found =
      std::find_if(entries_.rbegin(), entries_.rend(), [key](const auto& entry) { return entry.first == key; });
  return found == entries_.rend() ? std::string_view() : found->second;
}

}  // namespace internal
}  // namespace snsuapi
