#include "support/test_data.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace snsuapi_test {

std::string readData(const std::string& path) {
  std::ifstream file(std::string(SNSUAPI_TEST_DATA_DIR) + "/" + path, std::ios::binary);
  if (!file) throw std::runtime_error("can't read the test data " + path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::string> listData(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SNSUAPI_TEST_DATA_DIR) + "/" + directory)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace snsuapi_test
