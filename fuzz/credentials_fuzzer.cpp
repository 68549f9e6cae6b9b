// What keys are read from. The first byte chooses: the CLI's config.json, the SDKs' credentials.ini, a credentials
// URI's answer, the metadata service's; the rest is the file or the answer.
//
// Either there are keys, which are texts that can be keys and stand in the input, or an Error of the kind Configuration
// that says why.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <snsuapi/auth/cli_profile_credentials_provider.hpp>
#include <snsuapi/auth/ecs_ram_role_credentials_provider.hpp>
#include <snsuapi/auth/profile_credentials_provider.hpp>
#include <snsuapi/auth/uri_credentials_provider.hpp>
#include <string>

#include "support/one_answer_transport.hpp"
#include "support/require.hpp"

using namespace snsuapi;
using namespace snsuapi_fuzz;

namespace {

/// A home directory of the program's own, and the two files in it.
class Home {
 public:
  Home() {
    std::string directory = (std::filesystem::temp_directory_path() / "snsuapi-fuzz-XXXXXX").string();
    require(mkdtemp(directory.data()) != nullptr, "there is a directory for temporary files");
    root_ = directory;
    std::filesystem::create_directory(root_ / ".aliyun");
    std::filesystem::create_directory(root_ / ".alibabacloud");
    setenv("HOME", root_.c_str(), 1);
    for (const char* name :
         {"ALIBABA_CLOUD_PROFILE", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "ALIBABA_CLOUD_CREDENTIALS_FILE",
          "ALIBABA_CLOUD_ECS_METADATA", "ALIBABA_CLOUD_ECS_METADATA_DISABLED", "ALIBABA_CLOUD_IMDSV1_DISABLED"}) {
      unsetenv(name);
    }
  }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;
  ~Home() { std::filesystem::remove_all(root_); }

  void write(const char* file, const std::string& text) const {
    const int opened = open((root_ / file).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    require(opened >= 0 && ::write(opened, text.data(), text.size()) == static_cast<ssize_t>(text.size()),
            "the file can be written");
    close(opened);
  }

 private:
  std::filesystem::path root_;
};

bool isKeyText(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// An escape hides a text from a plain search.
bool standsIn(const std::string& text, const std::string& input) {
  return input.find('\\') != std::string::npos || input.find(text) != std::string::npos;
}

void check(CredentialsProvider& provider, const std::string& input, bool isTemporary) {
  const auto credentials = provider.getCredentials();
  if (!credentials) {
    const Error& error = credentials.error();
    require(error.kind() == ErrorKind::Configuration, "no key is a matter of configuration");
    require(error.delivery() == Delivery::NotSent, "without a key nothing is sent");
    require(error.code().rfind("SDK.", 0) == 0 && !error.message().empty(), "the error says why");
    return;
  }
  const Credentials& keys = **credentials;
  require(isKeyText(keys.accessKeyId()) && isKeyText(keys.accessKeySecret()), "keys are texts that can be keys");
  require(!isTemporary || isKeyText(keys.securityToken()), "temporary keys have a token");
  require(keys.securityToken().empty() || isKeyText(keys.securityToken()), "a token is a text that can be one");
  for (const std::string& text : {keys.accessKeyId(), keys.accessKeySecret(), keys.securityToken()}) {
    require(standsIn(text, input), "the keys stand in the input");
  }
}

std::chrono::system_clock::time_point now() {
  return std::chrono::system_clock::time_point(std::chrono::seconds(1531123200));  // 2018-07-09T08:00:00Z
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const Home home;
  static const auto transport = std::make_shared<OneAnswerTransport>();
  const std::string input(data + 1, data + size);
  transport->answerWith({200, {}, input});
  switch (data[0] % 4) {
    case 0: {
      home.write(".aliyun/config.json", input);
      CliProfileCredentialsProvider provider;
      check(provider, input, false);
      require(provider.warnings().empty(), "a file that is the owner's alone needs no warning");
      break;
    }
    case 1: {
      home.write(".alibabacloud/credentials.ini", input);
      ProfileCredentialsProvider provider;
      check(provider, input, false);
      require(provider.warnings().empty(), "a file that is the owner's alone needs no warning");
      break;
    }
    case 2: {
      UriCredentialsOptions options;
      options.uri = "http://localhost/keys";
      options.transport = transport;
      options.now = now;
      UriCredentialsProvider provider(options);
      check(provider, input, true);
      break;
    }
    default: {
      EcsRamRoleOptions options;
      options.transport = transport;
      options.now = now;
      if (input.rfind('{', 0) == 0) {  // the last of three answers; else all three are the same
        options.roleName = "role";
        transport->answerPutWith({200, {}, "token"});
      }
      EcsRamRoleCredentialsProvider provider(options);
      check(provider, input, true);
      break;
    }
  }
  return 0;
}
