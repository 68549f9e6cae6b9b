#pragma once

#include <string>

namespace snsuapi {
namespace cli {

enum class Answer { Yes, No, NoTerminal };

/// Asks on the terminal; anything but y or yes is a no. NoTerminal where standard input is none: nobody could answer.
Answer confirm(const std::string& question);

}  // namespace cli
}  // namespace snsuapi
