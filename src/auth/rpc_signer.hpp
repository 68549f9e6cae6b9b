#pragma once

#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "parameter_list.hpp"

namespace snsuapi {
namespace internal {

/// The RPC signature of a request, version 1.0 with HMAC-SHA1.
struct RpcSignature {
  std::string canonicalQuery;  ///< `name=value&…`, encoded and sorted: what is sent, but for the signature
  std::string stringToSign;
  std::string signature;  ///< base64
};

/// @param method     "POST" or "GET"
/// @param parameters every parameter but Signature; is sorted
Outcome<RpcSignature> signRpc(std::string_view method, ParameterList& parameters, std::string_view accessKeySecret);

}  // namespace internal
}  // namespace snsuapi
