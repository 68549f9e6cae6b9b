#pragma once

#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "auth/crypto.hpp"
#include "parameter_list.hpp"

namespace snsuapi {
namespace internal {

/// Signs RPC requests: version 1.0, HMAC-SHA1. Thread-safe.
class RpcSigner {
 public:
  /// The request's form: `name=value&…`, encoded and sorted, its signature at the end.
  /// @param method     "POST" or "GET"
  /// @param parameters every parameter but Signature; is sorted
  Outcome<std::string> sign(std::string_view method, ParameterList& parameters, std::string_view accessKeySecret) const;

 private:
  HmacSha1 hmacSha1_;
};

/// What the signature of a signed form covers.
std::string stringToSign(std::string_view method, std::string_view signedForm);
/// The signature that a signed form ends with, decoded: base64 of an HMAC-SHA1.
std::string signatureOf(std::string_view signedForm);

}  // namespace internal
}  // namespace snsuapi
