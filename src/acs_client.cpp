#include <algorithm>
#include <chrono>
#include <optional>
#include <snsuapi/acs_client.hpp>
#include <snsuapi/version.hpp>

#include "ascii.hpp"
#include "auth/crypto.hpp"
#include "auth/percent_encoding.hpp"
#include "auth/rpc_signer.hpp"
#include "endpoint.hpp"
#include "endpoint_table.hpp"
#include "environment.hpp"
#include "json/response_parser.hpp"
#include "parameter_list.hpp"
#include "region_id.hpp"
#include "retry.hpp"
#include "user_agent.hpp"

namespace snsuapi {

namespace {

using internal::Endpoint;
using internal::ParameterList;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view kProduct = "Snsuapi";
constexpr std::string_view kApiVersion = "2018-07-09";

Error invalidParameter(const std::string& message) {
  return Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter", message + "; nothing was sent");
}

HttpHeaders commonHeaders(const std::string& userAgentSuffix) {
  HttpHeaders headers;
  headers.add("User-Agent", internal::userAgent(userAgentSuffix));
  headers.add("Accept", "application/json");
  headers.add("x-sdk-client", "cpp/" SNSUAPI_VERSION);
  return headers;
}

/// The profile and what one call does differently, brought together.
struct Settings {
  Endpoint endpoint = Endpoint::builtIn();
  std::string regionId;
  HttpMethod method = HttpMethod::Post;
  milliseconds connectTimeout{};
  milliseconds readTimeout{};
  milliseconds totalTimeout{};
};

milliseconds elapsedSince(SteadyClock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - start);
}

void mask(std::string& text, const std::string& secret) {
  constexpr std::string_view kMask = "***";
  constexpr std::size_t kShortest = 6;  // real ones are far longer; a test's "id" would be found in every other word
  if (secret.size() < kShortest) return;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kMask.size())) {
    text.replace(at, secret.size(), kMask);
  }
}

/// No message may hold what the request was signed with, not even one that the server sends back.
Error withoutSecrets(const Error& error, const Credentials& credentials, const std::string& signature) {
  std::string encodedSignature;
  internal::appendPercentEncoded(encodedSignature, signature);
  std::string code = error.code();
  std::string message = error.message();
  std::string requestId = error.requestId();
  for (const std::string* secret : {&credentials.accessKeySecret(), &credentials.securityToken(), &signature,
                                    &std::as_const(encodedSignature), &credentials.accessKeyId()}) {
    for (std::string* text : {&code, &message, &requestId}) mask(*text, *secret);
  }
  Error masked(error.kind(), std::move(code), std::move(message), error.delivery());
  masked.setRequestId(std::move(requestId)).setHttpStatus(error.httpStatus());
  return masked;
}

}  // namespace

/// What a client is made of; immutable, so that any number of threads may use it.
class AcsClient::Core {
 public:
  Core(ClientProfile profile, std::shared_ptr<HttpTransport> transport)
      : profile_(std::move(profile)),
        transport_(std::move(transport)),
        environment_(internal::withDefaults(profile_.environment)),
        endpoints_(internal::EndpointTable::ofProcess()),
        endpoint_(profile_.endpoint.empty() ? Endpoint::builtIn() : Endpoint::parse(profile_.endpoint)),
        headers_(commonHeaders(profile_.userAgent)) {}

  Outcome<void> call(const AcsRequest& request, const CallOptions& options, AcsResponse& response) const;
  Outcome<SignedRequest> sign(const AcsRequest& request, const CallOptions& options) const;

 private:
  Outcome<Settings> resolve(const CallOptions& options) const;
  Outcome<Endpoint> resolveEndpoint(const CallOptions& options, const std::string& regionId) const;
  Outcome<std::shared_ptr<const Credentials>> getCredentials() const;
  Outcome<void> attempt(const AcsRequest& request, const Settings& settings, milliseconds timeLeft,
                        AcsResponse& response) const;
  Outcome<SignedRequest> sign(const AcsRequest& request, const Settings& settings,
                              const Credentials& credentials) const;

  const ClientProfile profile_;
  const std::shared_ptr<HttpTransport> transport_;
  const Environment environment_;
  const std::shared_ptr<internal::EndpointTable> endpoints_;
  const Outcome<Endpoint> endpoint_;  // the profile's, else the built-in
  const HttpHeaders headers_;         // what every request bears
  const internal::RpcSigner signer_;
};

// One attempt after the other, as long as a retry was asked for, is safe, and there is time.
Outcome<void> AcsClient::Core::call(const AcsRequest& request, const CallOptions& options,
                                    AcsResponse& response) const {
  const Outcome<Settings> settings = resolve(options);
  if (!settings) return settings.error();
  milliseconds timeLeft = settings->totalTimeout;
  for (int attempts = 0;; ++attempts) {
    const SteadyClock::time_point start = SteadyClock::now();
    Outcome<void> outcome = attempt(request, *settings, timeLeft, response);
    if (outcome) return outcome;
    timeLeft -= elapsedSince(start);
    const std::optional<milliseconds> delay =
        internal::retryDelay(options.retry, attempts, request, outcome.error(), timeLeft, internal::randomFraction());
    if (!delay) return outcome;
    const SteadyClock::time_point pause = SteadyClock::now();
    environment_.wait(*delay);
    timeLeft -= std::max(*delay, elapsedSince(pause));
    if (timeLeft <= milliseconds(0)) return outcome;
  }
}

// The pipeline: request -> signed HTTP request -> transport -> HTTP answer -> response.
Outcome<void> AcsClient::Core::attempt(const AcsRequest& request, const Settings& settings, milliseconds timeLeft,
                                       AcsResponse& response) const {
  const Outcome<std::shared_ptr<const Credentials>> credentials = getCredentials();
  if (!credentials) return credentials.error();
  Outcome<SignedRequest> signedRequest = sign(request, settings, **credentials);
  if (!signedRequest) return signedRequest.error();
  signedRequest->http.totalTimeout = timeLeft;

  Outcome<HttpResponse> answer = transport_->send(signedRequest->http);
  const Outcome<void> parsed =
      answer ? internal::ResponseParser::parse(*std::move(answer), signedRequest->stringToSign, response)
             : Outcome<void>(answer.error());
  if (parsed) return parsed;
  return withoutSecrets(parsed.error(), **credentials, signedRequest->signature);
}

Outcome<SignedRequest> AcsClient::Core::sign(const AcsRequest& request, const CallOptions& options) const {
  const Outcome<Settings> settings = resolve(options);
  if (!settings) return settings.error();
  const Outcome<std::shared_ptr<const Credentials>> credentials = getCredentials();
  if (!credentials) return credentials.error();
  return sign(request, *settings, **credentials);
}

Outcome<SignedRequest> AcsClient::Core::sign(const AcsRequest& request, const Settings& settings,
                                             const Credentials& credentials) const {
  ParameterList parameters;
  if (Outcome<void> collected = request.collect(parameters); !collected) return collected.error();
  const std::string nonce = environment_.nonce();
  if (nonce.empty()) return invalidParameter("SignatureNonce is empty: the source of nonces failed");
  parameters.addIfAbsent("Action", request.getAction());
  parameters.addIfAbsent("Version", kApiVersion);
  parameters.addIfAbsent("Format", "JSON");
  if (!settings.regionId.empty()) parameters.addIfAbsent("RegionId", settings.regionId);
  parameters.addIfAbsent("AccessKeyId", credentials.accessKeyId());
  parameters.addIfAbsent("SignatureMethod", "HMAC-SHA1");
  parameters.addIfAbsent("SignatureVersion", "1.0");
  parameters.addIfAbsent("SignatureNonce", nonce);
  parameters.addIfAbsent("Timestamp", internal::formatTimestamp(environment_.now()));
  if (!credentials.securityToken().empty()) parameters.addIfAbsent("SecurityToken", credentials.securityToken());

  SignedRequest result;
  HttpRequest& http = result.http;
  http.method = settings.method == HttpMethod::Post ? "POST" : "GET";
  Outcome<internal::RpcSignature> made = signer_.sign(http.method, parameters, credentials.accessKeySecret());
  if (!made) return made.error();

  http.headers = headers_;
  http.headers.add("x-acs-action", parameters.get("Action"));
  http.headers.add("x-acs-version", parameters.get("Version"));

  std::string form = std::move(made->canonicalQuery);
  form += "&Signature=";
  internal::appendPercentEncoded(form, made->signature);
  http.url = settings.endpoint.origin() + "/";
  if (settings.method == HttpMethod::Post) {
    http.headers.add("Content-Type", "application/x-www-form-urlencoded");
    http.body = std::move(form);
  } else {
    http.url.append("?").append(form);
  }
  http.connectTimeout = settings.connectTimeout;
  http.readTimeout = settings.readTimeout;
  http.totalTimeout = settings.totalTimeout;
  result.stringToSign = std::move(made->stringToSign);
  result.signature = std::move(made->signature);
  return result;
}

Outcome<Settings> AcsClient::Core::resolve(const CallOptions& options) const {
  if (std::any_of(profile_.userAgent.begin(), profile_.userAgent.end(), internal::isControl)) {
    return invalidParameter("the profile's userAgent holds a control character");
  }
  if (!transport_) {
    return Error(ErrorKind::Configuration, "SDK.InvalidProfile", "the client was made with a null transport");
  }
  if (options.retry.maxRetries < 0) return invalidParameter("retry.maxRetries is below 0");

  Settings settings;
  settings.regionId = options.regionId.value_or(profile_.regionId);
  if (!settings.regionId.empty()) {
    if (Outcome<void> valid = internal::checkRegionId(settings.regionId); !valid) return valid.error();
  }
  Outcome<Endpoint> endpoint = resolveEndpoint(options, settings.regionId);
  if (!endpoint) return endpoint.error();
  settings.endpoint = *std::move(endpoint);
  settings.method = options.method.value_or(profile_.method);
  settings.connectTimeout = options.connectTimeout.value_or(profile_.http.connectTimeout);
  settings.readTimeout = options.readTimeout.value_or(profile_.http.readTimeout);
  settings.totalTimeout = options.totalTimeout.value_or(profile_.http.totalTimeout);
  if (settings.connectTimeout <= milliseconds(0)) return invalidParameter("connectTimeout is not above 0 ms");
  if (settings.readTimeout <= milliseconds(0)) return invalidParameter("readTimeout is not above 0 ms");
  if (settings.totalTimeout <= milliseconds(0)) return invalidParameter("totalTimeout is not above 0 ms");
  return settings;
}

// The order is the Java SDK's: the call, addEndpoint, the client, the built-in.
Outcome<Endpoint> AcsClient::Core::resolveEndpoint(const CallOptions& options, const std::string& regionId) const {
  if (options.endpoint) return Endpoint::parse(*options.endpoint);
  if (std::optional<Endpoint> added = endpoints_->find(regionId, kProduct)) return *std::move(added);
  return endpoint_;
}

Outcome<std::shared_ptr<const Credentials>> AcsClient::Core::getCredentials() const {
  if (profile_.credentials) return profile_.credentials->getCredentials();
  return Error(ErrorKind::Configuration, "SDK.CredentialsUnavailable",
               "the profile has no credentials provider: set profile.credentials, or use DefaultProfile::getProfile");
}

AcsClient::AcsClient(ClientProfile profile, std::shared_ptr<HttpTransport> transport)
    : core_(std::make_unique<const Core>(std::move(profile), std::move(transport))) {}

AcsClient::AcsClient(ClientProfile profile) {
  auto transport = std::make_shared<CurlTransport>(profile.http);
  core_ = std::make_unique<const Core>(std::move(profile), std::move(transport));
}

AcsClient::AcsClient(AcsClient&&) noexcept = default;
AcsClient& AcsClient::operator=(AcsClient&&) noexcept = default;
AcsClient::~AcsClient() = default;

Outcome<void> AcsClient::call(const AcsRequest& request, const CallOptions& options, AcsResponse& response) const {
  return core_->call(request, options, response);
}

Outcome<SignedRequest> AcsClient::sign(const AcsRequest& request, const CallOptions& options) const {
  return core_->sign(request, options);
}

}  // namespace snsuapi
