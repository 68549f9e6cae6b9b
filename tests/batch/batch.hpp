#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "batch/input.hpp"
#include "cli/cli.hpp"

namespace snsuapi_test {

/// Lines of the sandbox's block of 65,536, each with its number for a key.
inline std::string blockLines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) {
    text +=
        "100.64." + std::to_string(i / 256) + "." + std::to_string(i % 256) + ",7000,user " + std::to_string(i) + "\n";
  }
  return text;
}

inline std::vector<std::string> splitLines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The numbers of the lines that results in CSV, of keys without line ends, are of.
inline std::vector<int> numbersOf(const std::string& csv) {
  std::vector<int> numbers;
  for (const std::string& line : splitLines(csv)) {
    if (line.rfind("line,", 0) != 0) numbers.push_back(std::stoi(line));
  }
  return numbers;
}

/// Whether these are the lines from 1 to so many, each once.
inline bool isEachOnce(std::vector<int> numbers, int count) {
  std::sort(numbers.begin(), numbers.end());
  if (numbers.size() != static_cast<std::size_t>(count)) return false;
  for (int i = 0; i < count; ++i) {
    if (numbers[static_cast<std::size_t>(i)] != i + 1) return false;
  }
  return true;
}

inline bool isEachOnce(const std::string& csv, int count) { return isEachOnce(numbersOf(csv), count); }

inline Finished batchAt(const std::string& endpoint, const std::string& file, const Words& more = {},
                        const std::string& input = {}) {
  return snsuapiAt(endpoint, Words{"precheck", "--batch", file} + more, {}, input);
}

}  // namespace snsuapi_test
