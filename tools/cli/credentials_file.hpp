#pragma once

#include <memory>
#include <snsuapi/auth/credentials_provider.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {
namespace cli {

/// What one profile of the Alibaba Cloud CLI's file says.
struct FileProfile {
  std::shared_ptr<CredentialsProvider> credentials;
  std::string regionId;  ///< empty where the profile has none
};

/// Reads a profile of `~/.aliyun/config.json`. Modes AK and StsToken are known; others are refused by name.
/// SDK.InvalidProfile and SDK.CredentialsUnavailable say which file, what is amiss with it, and what to do.
/// @param name empty: the file's current profile
Outcome<FileProfile> readFileProfile(const std::string& name);

}  // namespace cli
}  // namespace snsuapi
