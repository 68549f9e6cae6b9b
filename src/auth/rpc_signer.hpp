#pragma once

#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "auth/crypto.hpp"
#include "parameter_list.hpp"

namespace snsuapi {
namespace internal {

/// The RPC signature of a request, version 1.0 with HMAC-SHA1.
struct RpcSignature {
  std::string canonicalQuery;  ///< `name=value&…`, encoded and sorted: what is sent, but for the signature
  std::string stringToSign;
  std::string signature;  ///< base64
};

/// Signs RPC requests. Thread-safe.
class RpcSigner {
 public:
  /// @param method     "POST" or "GET"
  /// @param parameters every parameter but Signature; is sorted
  Outcome<RpcSignature> sign(std::string_view method, ParameterList& parameters,
                             std::string_view accessKeySecret) const;

 private:
  HmacSha1 hmacSha1_;
};

}  // namespace internal
}  // namespace snsuapi
