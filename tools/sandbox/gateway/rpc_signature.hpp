#pragma once

#include <string>
#include <string_view>

#include "parameters.hpp"

namespace snsuapi {
namespace sandbox {

// The RPC signature, version 1.0, written apart from the SDK's: a check by the same code would prove nothing.

std::string percentEncode(std::string_view text);

/// @param parameters all that the request bears; Signature is left out
std::string stringToSign(std::string_view method, const Parameters& parameters);

/// base64 of the HMAC-SHA1 under the secret and "&".
std::string signatureOf(const std::string& stringToSign, const std::string& accessKeySecret);

/// Compares without telling by its time where two signatures differ.
bool sameSignature(const std::string& a, const std::string& b);

}  // namespace sandbox
}  // namespace snsuapi
