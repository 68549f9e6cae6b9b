#include "auth/rpc_signer.hpp"

#include "auth/percent_encoding.hpp"

namespace snsuapi {
namespace internal {

namespace {

std::string canonicalQuery(const ParameterList& parameters) {
  std::string query;
  query.reserve(640);
  parameters.forEach([&query](std::string_view name, std::string_view value) {
    if (!query.empty()) query += '&';
    appendPercentEncoded(query, name);
    query += '=';
    appendPercentEncoded(query, value);
  });
  return query;
}

std::string stringToSign(std::string_view method, std::string_view query) {
  std::string text;
  text.reserve(method.size() + query.size() * 3 / 2);
  text.append(method).append("&%2F&");  // the path of every RPC request is "/"
  appendPercentEncoded(text, query);
  return text;
}

}  // namespace

Outcome<RpcSignature> RpcSigner::sign(std::string_view method, ParameterList& parameters,
                                      std::string_view accessKeySecret) const {
  parameters.sort();
  RpcSignature signature;
  signature.canonicalQuery = canonicalQuery(parameters);
  signature.stringToSign = stringToSign(method, signature.canonicalQuery);

  std::string key(accessKeySecret);
  key += '&';
  const std::optional<Sha1Digest> digest = hmacSha1_(key, signature.stringToSign);
  wipe(key);
  if (!digest) {
    return Error(ErrorKind::Configuration, "SDK.CryptoFailure",
                 "libcrypto refuses HMAC-SHA1, which the service's signatures need (a FIPS-only configuration?)");
  }
  signature.signature = base64(*digest);
  return signature;
}

}  // namespace internal
}  // namespace snsuapi
