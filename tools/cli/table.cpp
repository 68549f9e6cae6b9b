#include "table.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace snsuapi {
namespace cli {

namespace {

constexpr int kGap = 2;

// Calls visit(begin, end, codepoint) for each character; a byte that is no UTF-8 is visited alone, as -1.
template <class Visitor>
void forEachCharacter(const std::string& text, Visitor&& visit) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t codepoint = -1;
    const auto length = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &codepoint);
    const std::size_t end = at + (length > 0 ? static_cast<std::size_t>(length) : 1);
    visit(at, end, length > 0 ? codepoint : -1);
    at = end;
  }
}

bool isControl(utf8proc_int32_t codepoint) { return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0); }

std::string printable(const std::string& text) {
  std::string shown;
  forEachCharacter(text, [&](std::size_t begin, std::size_t end, utf8proc_int32_t codepoint) {
    if (isControl(codepoint)) {
      shown += '?';
    } else {
      shown.append(text, begin, end - begin);
    }
  });
  return shown;
}

void appendBlock(std::string& text, std::vector<std::vector<std::string>> rows) {
  std::vector<int> widths;
  for (auto& row : rows) {
    if (widths.size() < row.size()) widths.resize(row.size(), 0);
    for (std::size_t column = 0; column < row.size(); ++column) {
      row[column] = printable(row[column]);
      widths[column] = std::max(widths[column], displayWidth(row[column]));
    }
  }
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      text += row[column];
      const bool last = column + 1 == row.size();
      const int gap = widths[column] - displayWidth(row[column]) + kGap;
      if (!last) text.append(static_cast<std::size_t>(gap), ' ');
    }
    text += '\n';
  }
}

}  // namespace

int displayWidth(const std::string& text) {
  int width = 0;
  forEachCharacter(text, [&width](std::size_t, std::size_t, utf8proc_int32_t codepoint) {
    width += codepoint < 0 ? 1 : utf8proc_charwidth(codepoint);
  });
  return width;
}

std::string formatTable(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (auto begin = rows.begin(); begin != rows.end();) {
    const auto end = std::find_if(begin, rows.end(), [](const auto& row) { return row.empty(); });
    appendBlock(text, {begin, end});
    if (end == rows.end()) break;
    text += '\n';
    begin = end + 1;
  }
  return text;
}

}  // namespace cli
}  // namespace snsuapi
