#include <snsuapi/auth/profile_credentials_provider.hpp>
#include <utility>

#include "ascii.hpp"
#include "auth/providers/environment_variables.hpp"
#include "auth/providers/ini_section.hpp"
#include "auth/providers/key_text.hpp"
#include "auth/providers/provider_error.hpp"
#include "auth/providers/secrets_file.hpp"

namespace snsuapi {

using internal::invalidProfile;
using internal::unavailable;

ProfileCredentialsProvider::ProfileCredentialsProvider(std::string section) : credentials_(read(std::move(section))) {}

ProfileCredentialsProvider::~ProfileCredentialsProvider() = default;

Outcome<std::shared_ptr<const Credentials>> ProfileCredentialsProvider::getCredentials() { return credentials_; }

// Path, keys and types: credentials-java's ProfileCredentialsProvider and AuthConstant.
Outcome<std::shared_ptr<const Credentials>> ProfileCredentialsProvider::read(std::string sectionName) {
  std::string path = internal::environmentVariable(internal::kCredentialsFileVariable);
  const bool isNamed = !path.empty();
  if (!isNamed) {
    const std::string home = internal::homeDirectory();
    if (home.empty()) {
      return unavailable("the environment variable HOME is not set, so ~/.alibabacloud/credentials.ini can't be found");
    }
    path = home + "/.alibabacloud/credentials.ini";
  }
  internal::SecretsFile file(path);
  warnings_ = file.warnings();
  if (!file.read()) {
    const Error& error = file.read().error();
    if (!isNamed || error.code() != internal::kUnavailable) return error;
    return invalidProfile(error.message() + ", where " + internal::kCredentialsFileVariable + " says it is");
  }

  if (sectionName.empty()) sectionName = internal::environmentVariable(internal::kProfileVariable);
  if (sectionName.empty()) sectionName = "default";
  const internal::IniSection section(file.text(), sectionName);
  if (section.faultyLine() != 0) {
    return invalidProfile(path + ": line " + std::to_string(section.faultyLine()) +
                          " is neither [section] nor key = value");
  }
  const std::string where = path + ": section [" + sectionName + "]";
  if (!section.isThere()) return unavailable(where + " is not there");
  if (internal::equalsIgnoringCase(section.value("enable"), "false")) return unavailable(where + " is not enabled");

  const std::string_view type = section.value("type");
  if (type == "ecs_ram_role") {
    ecsRoleName_ = section.value("role_name");
    if (ecsRoleName_.empty()) return invalidProfile(where + " has no role_name");
    return unavailable(where + " names an ECS RAM role");
  }
  if (type.empty()) return invalidProfile(where + " has no type");
  if (type != "access_key") {
    return invalidProfile(where + " has the type " + internal::quotedWord(type) +
                          "; access_key and ecs_ram_role are known");
  }
  for (const char* name : {"access_key_id", "access_key_secret"}) {
    const std::string_view value = section.value(name);
    if (value.empty()) return invalidProfile(where + " has no " + name);
    if (!internal::isKeyText(value)) return invalidProfile(where + ": its " + name + " is not one");
  }
  return std::make_shared<const Credentials>(std::string(section.value("access_key_id")),
                                             std::string(section.value("access_key_secret")));
}

}  // namespace snsuapi
