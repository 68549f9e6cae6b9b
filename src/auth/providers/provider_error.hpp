#pragma once

#include <snsuapi/error.hpp>
#include <string>
#include <string_view>

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

constexpr std::string_view kUnavailable = "SDK.CredentialsUnavailable";

/// There is nothing here: a chain goes on to the next place.
inline Error unavailable(std::string_view message) { return Error(ErrorKind::Configuration, kUnavailable, message); }

/// There is something here that can't be used.
inline Error invalidProfile(std::string_view message) {
  return Error(ErrorKind::Configuration, "SDK.InvalidProfile", message);
}

inline Error refreshFailed(std::string_view message) {
  return Error(ErrorKind::Configuration, "SDK.CredentialsRefreshFailed", message);
}

/// The word in quotes, for a message. What is no word is not repeated: it might be a secret in the wrong place.
inline std::string quotedWord(std::string_view word) {
  constexpr std::size_t kLongest = 24;  // RamRoleArnWithRoleName has 22, a secret 30
  const bool isKeyId = word.rfind("LTAI", 0) == 0 || word.rfind("STS.", 0) == 0;
  bool isWord = word.size() <= kLongest && !isKeyId;
  for (const char c : word) isWord = isWord && (isAlphanumeric(c) || c == '_' || c == '-' || c == '.');
  return isWord ? '"' + std::string(word) + '"' : std::string("that is no word");
}

}  // namespace internal
}  // namespace snsuapi
