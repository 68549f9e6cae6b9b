#include <algorithm>
#include <snsuapi/auth/ecs_ram_role_credentials_provider.hpp>
#include <string_view>
#include <utility>

#include "ascii.hpp"
#include "auth/providers/credentials_answer.hpp"
#include "auth/providers/environment_variables.hpp"
#include "auth/providers/key_text.hpp"
#include "auth/providers/provider_error.hpp"

namespace snsuapi {

using internal::refreshFailed;
using internal::trim;
using internal::unavailable;

namespace {

// Paths and headers: credentials-java's ECSMetadataServiceCredentialsFetcher; the ECS manual, "instance metadata".
constexpr const char* kTokenPath = "/latest/api/token";
constexpr const char* kRolePath = "/latest/meta-data/ram/security-credentials/";
constexpr const char* kTokenTtlHeader = "X-aliyun-ecs-metadata-token-ttl-seconds";
constexpr const char* kTokenHeader = "X-aliyun-ecs-metadata-token";
// 1 to 21600. A token serves one fetch, which takes less.
constexpr const char* kTokenTtlSeconds = "60";

constexpr int kOk = 200;
constexpr int kNotFound = 404;

// It becomes a part of a path.
bool isRoleName(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
    return internal::isAlphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '@';
  });
}

std::string withStatus(const HttpResponse& answer) { return "HTTP status " + std::to_string(answer.status); }

}  // namespace

EcsRamRoleCredentialsProvider::EcsRamRoleCredentialsProvider(EcsRamRoleOptions options)
    : RefreshingCredentialsProvider(options.now),
      options_(std::move(options)),
      isDisabled_(internal::isTrueInEnvironment(internal::kEcsMetadataDisabledVariable)) {
  if (options_.roleName.empty()) options_.roleName = internal::environmentVariable(internal::kEcsMetadataVariable);
  if (!options_.allowV1) options_.allowV1 = !internal::isTrueInEnvironment(internal::kImdsV1DisabledVariable);
}

EcsRamRoleCredentialsProvider::~EcsRamRoleCredentialsProvider() = default;

Outcome<TemporaryCredentials> EcsRamRoleCredentialsProvider::fetch() {
  if (isDisabled_) {
    return unavailable(std::string("ECS instance metadata: ") + internal::kEcsMetadataDisabledVariable + " is true");
  }
  if (!internal::isUriText(options_.endpoint)) {
    return refreshFailed("ECS instance metadata: the endpoint holds a character that no URI holds");
  }
  const std::shared_ptr<HttpTransport> transport = internal::transportOr(options_.transport);
  const Outcome<std::string> token = getToken(*transport);
  if (!token) return token.error();
  const Outcome<std::string> role = getRoleName(*transport, *token);
  if (!role) return role.error();

  Outcome<HttpResponse> answer = get(*transport, kRolePath + *role, *token);
  if (!answer) return refreshFailed(where() + ": " + answer.error().message());
  if (answer->status == kNotFound) return refreshFailed(where() + ": the instance has no RAM role \"" + *role + '"');
  if (answer->status != kOk) return refreshFailed(where() + ": no credentials: " + withStatus(*answer));
  return internal::parseCredentials(answer->body, where());
}

// An empty token stands for version 1 of the service, which wants none.
Outcome<std::string> EcsRamRoleCredentialsProvider::getToken(HttpTransport& transport) const {
  HttpRequest request = makeRequest("PUT", kTokenPath);
  request.headers.add(kTokenTtlHeader, kTokenTtlSeconds);
  const Outcome<HttpResponse> answer = transport.send(request);
  if (!answer && answer.error().delivery() == Delivery::NotSent) {
    const std::string message = where() + ": " + answer.error().message();
    return options_.roleName.empty() ? unavailable(message) : refreshFailed(message);
  }
  if (answer && answer->status == kOk) {
    const std::string_view token = trim(answer->body);
    if (internal::isKeyText(token)) return std::string(token);
    return refreshFailed(where() + ": the answer is not a metadata token");
  }
  // An answer that is lost may be one that was not to leave the host (a container's has one hop more).
  if (*options_.allowV1) return std::string();
  return refreshFailed(where() + ": no metadata token, and version 1, which needs none, is not allowed: " +
                       (answer ? withStatus(*answer) : answer.error().message()));
}

Outcome<std::string> EcsRamRoleCredentialsProvider::getRoleName(HttpTransport& transport,
                                                                const std::string& token) const {
  if (!options_.roleName.empty()) {
    if (isRoleName(options_.roleName)) return options_.roleName;
    return refreshFailed(where() + ": the role name that is set is not one: letters, digits, '-', '_', '.' and '@'");
  }
  const Outcome<HttpResponse> answer = get(transport, kRolePath, token);
  if (!answer) return refreshFailed(where() + ": " + answer.error().message());
  if (answer->status == kNotFound) return unavailable(where() + ": the instance has no RAM role");
  if (answer->status != kOk) return refreshFailed(where() + ": no RAM role: " + withStatus(*answer));
  const std::string_view role = trim(answer->body);
  if (!isRoleName(role)) return refreshFailed(where() + ": the answer is not the name of a RAM role");
  return std::string(role);
}

Outcome<HttpResponse> EcsRamRoleCredentialsProvider::get(HttpTransport& transport, const std::string& path,
                                                         const std::string& token) const {
  HttpRequest request = makeRequest("GET", path);
  if (!token.empty()) request.headers.add(kTokenHeader, token);
  return transport.send(request);
}

HttpRequest EcsRamRoleCredentialsProvider::makeRequest(const char* method, const std::string& path) const {
  HttpRequest request;
  request.method = method;
  request.url = options_.endpoint + path;
  request.connectTimeout = options_.connectTimeout;
  request.readTimeout = options_.readTimeout;
  request.totalTimeout = options_.connectTimeout + options_.readTimeout;
  return request;
}

std::string EcsRamRoleCredentialsProvider::where() const { return "ECS instance metadata, " + options_.endpoint; }

}  // namespace snsuapi
