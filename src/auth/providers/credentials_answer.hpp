#pragma once

#include <chrono>
#include <memory>
#include <snsuapi/auth/refreshing_credentials_provider.hpp>
#include <snsuapi/http/http_transport.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {
namespace internal {

/// The transport that is set; else one of its own for this fetch, so that no idle connection is kept for hours: without
/// a proxy, which would get to see the key, and for small answers.
std::shared_ptr<HttpTransport> transportOr(const std::shared_ptr<HttpTransport>& set);

/// Reads the JSON object with `AccessKeyId`, `AccessKeySecret`, `SecurityToken` and `Expiration` that the metadata
/// service and a credentials URI answer with. Where there is a `Code`, it has to be `Success`, as in credentials-java.
/// The body is wiped.
/// @param from names the source in an error, `SDK.CredentialsRefreshFailed`
Outcome<TemporaryCredentials> parseCredentials(std::string& body, const std::string& from);

}  // namespace internal
}  // namespace snsuapi
