#include <algorithm>
#include <snsuapi/auth/signed_request.hpp>
#include <string_view>

#include "auth/rpc_signer.hpp"

namespace snsuapi {

namespace {

// Where the signed parameters are: a POST's body, a GET's query.
std::string_view formOf(const HttpRequest& http) {
  if (!http.body.empty()) return http.body;
  const std::string_view url = http.url;
  return url.substr(std::min(url.find('?'), url.size() - 1) + 1);
}

}  // namespace

std::string SignedRequest::stringToSign() const { return internal::stringToSign(http.method, formOf(http)); }
std::string SignedRequest::signature() const { return internal::signatureOf(formOf(http)); }

}  // namespace snsuapi
