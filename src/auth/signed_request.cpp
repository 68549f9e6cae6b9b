#include <snsuapi/auth/signed_request.hpp>

#include "auth/rpc_signer.hpp"

namespace snsuapi {

std::string SignedRequest::stringToSign() const { return internal::stringToSign(http.method, internal::formOf(http)); }
std::string SignedRequest::signature() const { return internal::signatureOf(internal::formOf(http)); }

}  // namespace snsuapi
