#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

namespace snsuapi_test {

/// A file with a text in it.
inline std::string fileOf(const TemporaryDirectory& directory, const std::string& text,
                          const std::string& name = "input") {
  std::ofstream(directory.path(name), std::ios::binary) << text;
  return directory.path(name);
}

inline std::string readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace snsuapi_test
