#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace snsuapi {
namespace internal {

/// One section of an ini text, in the form that credentials-java's ProfileUtils reads: `[section]`, `key = value`,
/// whole lines of comment after `#` or `;`, comments after a value where a blank goes before them. A section that comes
/// twice is one, and of a key that comes twice the last one counts. Blanks at a line's begin and end do not count
/// (there, a tab at the begin carries the value before on, which no key of ours needs).
class IniSection {
 public:
  /// The text has to outlive the section.
  IniSection(std::string_view text, std::string_view name);

  /// The number of the first line that can't be read, from 1; 0 where there is none.
  std::size_t faultyLine() const noexcept { return faultyLine_; }
  bool isThere() const noexcept { return isThere_; }
  /// Empty where there is no such key.
  std::string_view value(std::string_view key) const noexcept;

 private:
  std::vector<std::pair<std::string_view, std::string_view>> entries_;
  std::size_t faultyLine_ = 0;
  bool isThere_ = false;
};

}  // namespace internal
}  // namespace snsuapi
