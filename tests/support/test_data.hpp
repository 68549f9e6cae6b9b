#pragma once

#include <string>
#include <vector>

namespace snsuapi_test {

/// A file beneath tests/data, byte for byte.
std::string readData(const std::string& path);

/// The names of the files in a directory beneath tests/data, sorted.
std::vector<std::string> listData(const std::string& directory);

}  // namespace snsuapi_test
