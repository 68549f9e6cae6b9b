#include "auth/rpc_signer.hpp"

#include "auth/percent_encoding.hpp"

namespace snsuapi {
namespace internal {

namespace {

std::string canonicalQuery(const ParameterList& parameters) {
  std::size_t room = 0;
  parameters.forEach([&room](std::string_view name, std::string_view value) {
    room += kMaxEncodedBytes * (name.size() + value.size()) + 2;
  });
  std::string query(room, '\0');
  char* out = query.data();
  parameters.forEach([&](std::string_view name, std::string_view value) {
    if (out != query.data()) *out++ = '&';
    out = writePercentEncoded(out, name);
    *out++ = '=';
    out = writePercentEncoded(out, value);
  });
  query.resize(static_cast<std::size_t>(out - query.data()));
  return query;
}

std::string stringToSign(std::string_view method, std::string_view query) {
  constexpr std::string_view kPath = "&%2F&";  // the path of every RPC request is "/"
  std::string text;
  text.reserve(method.size() + kPath.size() + kMaxEncodedBytes * query.size());
  text.append(method).append(kPath);
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

  std::string key;
  key.reserve(accessKeySecret.size() + 1);  // no copy is left behind, unwiped
  key.append(accessKeySecret).append(1, '&');
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
