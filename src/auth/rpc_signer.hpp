#pragma once

#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "parameter_list.hpp"

namespace snsuapi {
namespace internal {

/// The form of an RPC request: `name=value&…`, encoded and sorted, its signature (version 1.0, HMAC-SHA1) at the end.
/// @param method     "POST" or "GET"
/// @param parameters every parameter but Signature; is sorted
Outcome<std::string> signedForm(std::string_view method, ParameterList& parameters, std::string_view accessKeySecret);

/// What the signature of a signed form covers.
std::string stringToSign(std::string_view method, std::string_view signedForm);
/// The signature that a signed form ends with, decoded: base64 of an HMAC-SHA1.
std::string signatureOf(std::string_view signedForm);

}  // namespace internal
}  // namespace snsuapi
