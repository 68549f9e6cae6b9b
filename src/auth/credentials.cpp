#include <snsuapi/auth/credentials.hpp>
#include <utility>

#include "auth/wipe.hpp"

namespace snsuapi {

Credentials::Credentials(std::string accessKeyId, std::string accessKeySecret, std::string securityToken)
    : accessKeyId_(std::move(accessKeyId)),
      accessKeySecret_(std::move(accessKeySecret)),
      securityToken_(std::move(securityToken)) {
  // A move of a short string copies it: wipe what is left behind.
  internal::wipe(accessKeySecret);
  internal::wipe(securityToken);
}

Credentials::~Credentials() {
  internal::wipe(accessKeySecret_);
  internal::wipe(securityToken_);
}

}  // namespace snsuapi
