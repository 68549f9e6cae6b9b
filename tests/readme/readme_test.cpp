#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <snsuapi/sandbox/server.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/subprocess.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi_test;
namespace fs = std::filesystem;

namespace {

const fs::path kSource = SNSUAPI_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The text but for its blocks of code, in which a lambda looks like a link.
std::string withoutCode(const std::string& text) {
  const std::string fence = "```";
  std::string prose;
  std::size_t at = 0;
  for (std::size_t begin = text.find(fence); begin != std::string::npos; begin = text.find(fence, at)) {
    prose += text.substr(at, begin - at);
    at = text.find(fence, begin + fence.size()) + fence.size();
  }
  return prose + text.substr(at);
}

std::vector<fs::path> documents() {
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator(kSource)) {
    if (entry.path().extension() == ".md") all.push_back(entry.path());
  }
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "docs")) {
    if (entry.path().extension() == ".md") all.push_back(entry.path());
  }
  return all;
}

}  // namespace

TEST_CASE("The first program of the README, in both languages, prechecks a line of the sandbox") {
  const snsuapi::sandbox::Server server;
  const std::map<std::string, std::string> environment = {{"ALIBABA_CLOUD_ACCESS_KEY_ID", kKeyId},
                                                          {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", kSecret},
                                                          {"SNSUAPI_ENDPOINT", server.endpoint()}};
  for (const char* program : {SNSUAPI_README_PROGRAM, SNSUAPI_README_ZH_PROGRAM}) {
    const Finished finished = run(program, {}, environment);
    CHECK(finished.exitCode == 0);
    CHECK(contains(finished.out, "220980804008: 20 Mbps UP, monthly\n"));
  }
}

TEST_CASE("The program of the sandbox's manual prints what the manual says") {
  const Finished finished = run(SNSUAPI_MANUAL_PROGRAM, {});
  CHECK(finished.exitCode == 0);
  CHECK(finished.out.rfind("isv.BAND_CHECK_EXPIRE\n1\n{\"orders\":[{", 0) == 0);
}

TEST_CASE("Every link to a file in the documentation leads to one") {
  const std::vector<fs::path> all = documents();
  REQUIRE(all.size() >= 10);
  for (const fs::path& document : all) {
    const std::string text = withoutCode(read(document));
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
      const std::string target = text.substr(at + 2, text.find_first_of("#)", at) - at - 2);
      if (target.find("://") != std::string::npos) continue;
      CAPTURE(document.string(), target);
      CHECK(fs::exists(document.parent_path() / target));
    }
  }
}

TEST_CASE("The README shows the CMake lines that the package's own test uses") {
  const std::string consumer = read(kSource / "tests/package/consumer/CMakeLists.txt");
  for (const char* line : {"find_package(snsuapi 0.1 CONFIG REQUIRED)", "snsuapi::snsuapi", "snsuapi::batch",
                           "snsuapi::credentials", "snsuapi::testing"}) {
    CHECK(contains(consumer, line));
    CHECK(contains(read(kSource / "README.md"), line));
    CHECK(contains(read(kSource / "README.zh.md"), line));
  }
}

TEST_CASE("Every code of the README's error table is one that the library or the service has") {
  for (const char* name : {"README.md", "README.zh.md"}) {
    const std::string text = read(kSource / name);
    for (const char* code : {"isp.RAM_PERMISSION_DENY",
                             "isv.PRODUCT_UNSUBSCRIBE",
                             "isv.INVALID_PARAMETERS",
                             "isp.SYSTEM_ERROR",
                             "isv.BUSINESS_LIMIT_CONTROL",
                             "isp.LX_CREATE_ORDER_FAILURE",
                             "isv.BAND_UNSURPOT_SPEEDUP",
                             "isv.BAND_CHECK_EXPIRE",
                             "SDK.CredentialsRefreshFailed",
                             "SDK.InvalidParameter",
                             "SDK.ServerUnreachable",
                             "SDK.ConnectTimeout",
                             "SDK.ReadTimeout",
                             "SDK.TlsFailure",
                             "SDK.InvalidServerResponse",
                             "SDK.ResponseTooLarge",
                             "SDK.InvalidAccessKeySecret",
                             "SDK.CredentialsUnavailable",
                             "SDK.EndpointResolvingError",
                             "SDK.InvalidProxy",
                             "SDK.InvalidProfile"}) {
      CAPTURE(name, code);
      CHECK(contains(text, code));
    }
  }
}
