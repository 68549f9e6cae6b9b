#pragma once

#include <snsuapi/export.hpp>
#include <string>

namespace snsuapi {

/// An access key, and the security token that goes with it where it is a temporary one (STS). Immutable.
/// The secret and the token are wiped from memory when the object goes.
class SNSUAPI_API Credentials {
 public:
  /// @param securityToken empty for a long-lived key
  Credentials(std::string accessKeyId, std::string accessKeySecret, std::string securityToken = {});
  Credentials(const Credentials&) = default;
  Credentials& operator=(const Credentials&) = delete;
  ~Credentials();

  const std::string& accessKeyId() const noexcept { return accessKeyId_; }
  const std::string& accessKeySecret() const noexcept { return accessKeySecret_; }
  const std::string& securityToken() const noexcept { return securityToken_; }

 private:
  std::string accessKeyId_;
  std::string accessKeySecret_;
  std::string securityToken_;
};

}  // namespace snsuapi
