#pragma once

#include <string>

// The names are those of credentials-java's AuthUtils and credentials-go.

namespace snsuapi {
namespace internal {

/// The variable's value; empty where it is unset.
std::string environmentVariable(const char* name);
/// Whether it says true, in upper or lower case, as in both.
bool isTrueInEnvironment(const char* name);
/// HOME, or on Windows USERPROFILE; empty where neither is set.
std::string homeDirectory();

constexpr const char* kProfileVariable = "ALIBABA_CLOUD_PROFILE";
constexpr const char* kCliProfileDisabledVariable = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
constexpr const char* kCredentialsFileVariable = "ALIBABA_CLOUD_CREDENTIALS_FILE";
constexpr const char* kEcsMetadataVariable = "ALIBABA_CLOUD_ECS_METADATA";
constexpr const char* kEcsMetadataDisabledVariable = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
constexpr const char* kImdsV1DisabledVariable = "ALIBABA_CLOUD_IMDSV1_DISABLED";
constexpr const char* kCredentialsUriVariable = "ALIBABA_CLOUD_CREDENTIALS_URI";

}  // namespace internal
}  // namespace snsuapi
