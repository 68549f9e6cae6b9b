#include "confirmation.hpp"

#include <iostream>

#if defined(_WIN32)
#include <io.h>
#else
#include <unistd.h>
#endif

namespace snsuapi {
namespace cli {

namespace {

bool standardInputIsTerminal() {
#if defined(_WIN32)
  return _isatty(0) != 0;
#else
  return isatty(STDIN_FILENO) == 1;
#endif
}

}  // namespace

Answer confirm(const std::string& question) {
  if (!standardInputIsTerminal()) return Answer::NoTerminal;
  std::cerr << question << " [y/N] " << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) return Answer::No;
  return line == "y" || line == "Y" || line == "yes" ? Answer::Yes : Answer::No;
}

}  // namespace cli
}  // namespace snsuapi
