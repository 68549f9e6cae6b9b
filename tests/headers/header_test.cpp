#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {

const std::filesystem::path kRoot = SNSUAPI_INCLUDE_DIR;

std::vector<std::string> publicHeaders() {
  std::vector<std::string> headers;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot)) {
    if (entry.is_regular_file()) headers.push_back(entry.path().lexically_relative(kRoot).generic_string());
  }
  return headers;
}

// What stands between the brackets or quotes of each #include.
std::vector<std::string> includesOf(const std::string& header) {
  std::vector<std::string> includes;
  std::ifstream file(kRoot / header);
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("#include", 0) == 0) includes.push_back(line.substr(9));
  }
  return includes;
}

}  // namespace

TEST_CASE("Public headers include nothing but the standard library and each other") {
  const std::vector<std::string> headers = publicHeaders();
  REQUIRE(headers.size() > 20);
  for (const std::string& header : headers) {
    for (const std::string& include : includesOf(header)) {
      CAPTURE(header, include);
      const bool own = include.rfind("<snsuapi/", 0) == 0;
      const bool isC = header == "snsuapi/c/snsuapi.h";
      const bool standard = include.find_first_of(isC ? "/\"" : "/.\"") == std::string::npos;
      CHECK((own || standard));
      CHECK(include != "<iostream>");
    }
  }
}

TEST_CASE(
    "The umbrella header includes every public header but C's and those of the companion libraries, and no heavy "
    "ones") {
  const std::vector<std::string> included = includesOf("snsuapi/snsuapi.hpp");
  for (const std::string& header : publicHeaders()) {
    const bool credentials = header.find("_credentials_provider.hpp") != std::string::npos;
    const bool apart = header == "snsuapi/snsuapi.hpp" || header == "snsuapi/batch_precheck.hpp" || credentials ||
                       header.rfind("snsuapi/testing/", 0) == 0 || header == "snsuapi/c/snsuapi.h";
    if (apart) continue;
    CAPTURE(header);
    for (const std::string& include : includesOf(header)) CHECK(include != "<functional>");
    // The bases of requests and responses come with each of them.
    const bool base = header == "snsuapi/model/acs_request.hpp" || header == "snsuapi/model/acs_response.hpp";
    if (!base) CHECK(std::find(included.begin(), included.end(), "<" + header + ">") != included.end());
  }
}
