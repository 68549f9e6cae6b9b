#pragma once

#include <snsuapi/http/http_message.hpp>
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

/// The same without the signature, for somebody else to sign.
std::string unsignedForm(ParameterList& parameters);
/// Puts the signature at the form's end.
void appendSignature(std::string& form, std::string_view signature);

/// Where a request's form is: a POST's body, a GET's query.
std::string_view formOf(const HttpRequest& request);
/// The value of a parameter as it stands in the form; empty when there is none.
std::string_view encodedValue(std::string_view form, std::string_view name);

/// What the signature of a form covers, whether it is there yet or not.
std::string stringToSign(std::string_view method, std::string_view form);
/// The signature that a signed form ends with, decoded: base64 of an HMAC-SHA1.
std::string signatureOf(std::string_view signedForm);

}  // namespace internal
}  // namespace snsuapi
