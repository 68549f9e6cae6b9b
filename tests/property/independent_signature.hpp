#pragma once

#include <map>
#include <optional>
#include <string>

namespace snsuapi_test {

// RPC signatures of version 1.0, written from the specification (percent-encoding of UTF-8 bytes, sorting, HMAC-SHA1,
// base64), with nothing of the SDK's.

std::string percentEncoded(const std::string& text);

/// The pairs of a form; none where it is not strictly encoded, or holds a name twice.
std::optional<std::map<std::string, std::string>> readForm(const std::string& form);

/// base64 of the HMAC-SHA1 of what the parameters, without Signature, come to.
std::string signatureOf(const std::string& method, const std::map<std::string, std::string>& parameters,
                        const std::string& accessKeySecret);

}  // namespace snsuapi_test
