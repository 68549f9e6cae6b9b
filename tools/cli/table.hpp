#pragma once

#include <string>
#include <vector>

namespace snsuapi {
namespace cli {

/// Columns that a terminal takes to show the text: 2 for a Chinese character, 0 for a combining one.
int displayWidth(const std::string& text);

/// The rows below each other, the columns aligned by display width, two spaces between them. Control characters are
/// shown as `?`: what a server sends must not steer the terminal.
std::string formatTable(const std::vector<std::vector<std::string>>& rows);

}  // namespace cli
}  // namespace snsuapi
