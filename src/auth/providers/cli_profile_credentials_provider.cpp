#include <array>
#include <cstddef>
#include <snsuapi/auth/cli_profile_credentials_provider.hpp>
#include <string_view>
#include <utility>

#include "auth/providers/environment_variables.hpp"
#include "auth/providers/key_text.hpp"
#include "auth/providers/provider_error.hpp"
#include "auth/providers/secrets_file.hpp"
#include "json/json_document.hpp"

namespace snsuapi {

using internal::invalidProfile;
using internal::JsonValue;
using internal::unavailable;

namespace {

std::string textOf(const JsonValue& object, const char* name) {
  const JsonValue value = object.member(name);
  return value.isString() ? std::string(value.text()) : std::string();
}

JsonValue findProfile(const JsonValue& file, const std::string& name) {
  JsonValue found;
  file.member("profiles").forEachElement([&found, &name](const JsonValue& profile) {
    if (textOf(profile, "name") == name) found = profile;
    return found.isMissing();
  });
  return found;
}

}  // namespace

CliProfileCredentialsProvider::CliProfileCredentialsProvider(std::string profile)
    : credentials_(read(std::move(profile))) {}

CliProfileCredentialsProvider::~CliProfileCredentialsProvider() = default;

Outcome<std::shared_ptr<const Credentials>> CliProfileCredentialsProvider::getCredentials() { return credentials_; }

// The file's members: credentials-java's CLIProfileCredentialsProvider, and the Alibaba Cloud CLI, which writes it.
Outcome<std::shared_ptr<const Credentials>> CliProfileCredentialsProvider::read(std::string profileName) {
  if (internal::isTrueInEnvironment(internal::kCliProfileDisabledVariable)) {
    return unavailable(std::string("~/.aliyun/config.json: ") + internal::kCliProfileDisabledVariable + " is true");
  }
  const std::string home = internal::homeDirectory();
  if (home.empty()) {
    return unavailable("the environment variable HOME is not set, so ~/.aliyun/config.json can't be found");
  }
  const std::string path = home + "/.aliyun/config.json";
  internal::SecretsFile file(path);
  warnings_ = file.warnings();
  if (!file.read()) return file.read().error();

  const internal::JsonDocument document(file.text());
  const JsonValue root = document.root();
  if (!root.isObject()) return invalidProfile(path + ": this is not a JSON object");

  if (profileName.empty()) profileName = internal::environmentVariable(internal::kProfileVariable);
  const bool isNamed = !profileName.empty();
  if (!isNamed) profileName = textOf(root, "current");
  if (profileName.empty()) return invalidProfile(path + ": it names no current profile; name the one to use");
  const std::string where = path + ": profile \"" + profileName + "\"";
  const JsonValue profile = findProfile(root, profileName);
  if (profile.isMissing())
    return isNamed ? unavailable(where + " is not there") : invalidProfile(where + " is not there");

  const std::string_view mode = profile.member("mode").text();
  const bool isTemporary = mode == "StsToken";
  if (mode != "AK" && !isTemporary) {
    return invalidProfile(where + " has the mode " + internal::quotedWord(mode) + "; AK and StsToken are known");
  }
  constexpr std::array<const char*, 3> kNames = {"access_key_id", "access_key_secret", "sts_token"};
  for (std::size_t i = 0; i < (isTemporary ? 3U : 2U); ++i) {
    const JsonValue value = profile.member(kNames[i]);
    if (value.text().empty()) return invalidProfile(where + " has no " + kNames[i]);
    if (!value.isString() || !internal::isKeyText(value.text())) {
      return invalidProfile(where + ": its " + kNames[i] + " is not one");
    }
  }
  regionId_ = textOf(profile, "region_id");
  return std::make_shared<const Credentials>(textOf(profile, kNames[0]), textOf(profile, kNames[1]),
                                             isTemporary ? textOf(profile, kNames[2]) : std::string());
}

}  // namespace snsuapi
