#include "credentials_file.hpp"

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

namespace snsuapi {
namespace cli {

namespace {

using nlohmann::json;

Error invalidProfile(const std::string& message) {
  return Error(ErrorKind::Configuration, "SDK.InvalidProfile", message);
}

std::string homeDirectory() {
  for (const char* name : {"HOME", "USERPROFILE"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

std::string textOf(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Outcome<json> readJson(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error(
        ErrorKind::Configuration, "SDK.CredentialsUnavailable",
        "no access key: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make the file " + path +
            " (with the command `aliyun configure`, for one)");
  }
  json content = json::parse(file, nullptr, false);
  if (content.is_discarded() || !content.is_object()) return invalidProfile(path + ": this is not a JSON object");
  return content;
}

// The profile of this name, as a copy.
std::optional<json> findProfile(const json& content, const std::string& name) {
  const auto profiles = content.find("profiles");
  if (profiles == content.end() || !profiles->is_array()) return std::nullopt;
  for (const json& profile : *profiles) {
    if (profile.is_object() && textOf(profile, "name") == name) return profile;
  }
  return std::nullopt;
}

}  // namespace

Outcome<FileProfile> readFileProfile(const std::string& name) {
  const std::string home = homeDirectory();
  if (home.empty())
    return invalidProfile("the environment variable HOME is not set, so ~/.aliyun/config.json can't be found");
  const std::string path = home + "/.aliyun/config.json";
  const Outcome<json> content = readJson(path);
  if (!content) return content.error();

  const std::string wanted = name.empty() ? textOf(*content, "current") : name;
  if (wanted.empty()) return invalidProfile(path + ": it names no current profile; choose one with --profile");
  const std::optional<json> profile = findProfile(*content, wanted);
  const std::string where = path + ": profile \"" + wanted + "\"";
  if (!profile) return invalidProfile(where + " is not there");

  const std::string mode = textOf(*profile, "mode");
  if (mode != "AK" && mode != "StsToken") {
    return invalidProfile(where + " has the mode \"" + mode + "\"; AK and StsToken are known");
  }
  const std::string token = mode == "StsToken" ? textOf(*profile, "sts_token") : std::string();
  if (mode == "StsToken" && token.empty()) return invalidProfile(where + " has no sts_token");
  if (textOf(*profile, "access_key_id").empty()) return invalidProfile(where + " has no access_key_id");
  if (textOf(*profile, "access_key_secret").empty()) return invalidProfile(where + " has no access_key_secret");
  return FileProfile{std::make_shared<StaticCredentialsProvider>(textOf(*profile, "access_key_id"),
                                                                 textOf(*profile, "access_key_secret"), token),
                     textOf(*profile, "region_id")};
}

}  // namespace cli
}  // namespace snsuapi
