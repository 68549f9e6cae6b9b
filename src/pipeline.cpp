#include "pipeline.hpp"

#include <algorithm>
#include <optional>
#include <snsuapi/auth/presigned_request.hpp>
#include <snsuapi/version.hpp>
#include <string_view>
#include <utility>

#include "ascii.hpp"
#include "auth/crypto.hpp"
#include "auth/percent_encoding.hpp"
#include "auth/providers/provider_error.hpp"
#include "auth/rpc_signer.hpp"
#include "auth/wipe.hpp"
#include "environment.hpp"
#include "errors.hpp"
#include "http/http_date.hpp"
#include "json/response_parser.hpp"
#include "json/utf8.hpp"
#include "parameter_list.hpp"
#include "region_id.hpp"
#include "user_agent.hpp"

namespace snsuapi {
namespace internal {

namespace {

using std::chrono::milliseconds;

constexpr std::string_view kProduct = "Snsuapi";
constexpr std::string_view kApiVersion = "2018-07-09";

HttpHeaders commonHeaders(const std::string& userAgentSuffix) {
  HttpHeaders headers;
  headers.add("User-Agent", userAgent(userAgentSuffix));
  headers.add("Accept", "application/json");
  return headers;
}

// Whatever the case: of hexadecimal digits a server may have the other one.
void mask(std::string& text, std::string_view secret) {
  constexpr std::string_view kMask = "***";
  constexpr std::size_t kShortest = 6;  // real ones are far longer; a test's "id" would be found in every other word
  if (secret.size() < kShortest) return;
  std::size_t end = 0;  // of the masked text, which is written over the other
  for (std::size_t at = 0; at < text.size();) {
    if (equalsIgnoringCase(std::string_view(text).substr(at, secret.size()), secret)) {
      end += kMask.copy(&text[end], kMask.size());
      at += secret.size();
    } else {
      text[end++] = text[at++];
    }
  }
  wipe(text.data() + end, text.size() - end);
  text.resize(end);
}

bool isAboutTime(const Error& error) {
  return error.kind() == ErrorKind::Service && error.code().rfind("InvalidTimeStamp.", 0) == 0;
}

std::string_view nameOf(HttpMethod method) { return method == HttpMethod::Post ? "POST" : "GET"; }

bool isSignature(std::string_view text) {
  const auto isOfBase64 = [](char c) { return isAlphanumeric(c) || c == '+' || c == '/'; };
  return text.size() == kBase64Sha1Bytes && text.back() == '=' && std::all_of(text.begin(), text.end() - 1, isOfBase64);
}

void setTimeouts(HttpRequest& http, const CallSettings& settings) {
  http.connectTimeout = settings.connectTimeout;
  http.readTimeout = settings.readTimeout;
  http.totalTimeout = settings.totalTimeout;
}

}  // namespace

SigningRequest signingRequest(HttpMethod method, std::string_view form, const Credentials& credentials) {
  return {credentials.accessKeyId(), stringToSign(nameOf(method), form)};
}

Pipeline::Pipeline(ClientProfile profile)
    : profile_(std::move(profile)),
      ownEnvironment_(profile_.environment ? nullptr : std::make_unique<Environment>()),
      environment_(profile_.environment ? *profile_.environment : *ownEnvironment_),
      endpoints_(EndpointTable::ofProcess()),
      endpoint_(profile_.endpoint.empty() ? Endpoint::builtIn() : Endpoint::parse(profile_.endpoint)),
      headers_(commonHeaders(profile_.userAgent)) {}

Outcome<SignedRequest> Pipeline::sign(const AcsRequest& request, const CallSettings& settings,
                                      const Credentials& credentials) const {
  if (const PresignedRequest* presigned = request.presigned()) {
    return toHttp(presigned->method_ == "POST" ? HttpMethod::Post : HttpMethod::Get, presigned->form_, settings);
  }
  if (profile_.signer) {
    Outcome<std::string> form = unsignedForm(request, settings, credentials);
    if (!form) return form.error();
    Outcome<std::string> signature = profile_.signer->sign(signingRequest(settings.method, *form, credentials));
    return withSignature(*std::move(form), std::move(signature), settings);
  }
  ParameterList parameters;
  if (Outcome<void> collected = collect(request, settings, credentials, parameters); !collected) {
    return collected.error();
  }
  Outcome<std::string> form = signedForm(nameOf(settings.method), parameters, credentials.accessKeySecret());
  if (!form) return form.error();
  return toHttp(settings.method, *std::move(form), settings);
}

Outcome<std::string> Pipeline::unsignedForm(const AcsRequest& request, const CallSettings& settings,
                                            const Credentials& credentials) const {
  ParameterList parameters;
  if (Outcome<void> collected = collect(request, settings, credentials, parameters); !collected) {
    return collected.error();
  }
  return internal::unsignedForm(parameters);
}

Outcome<SignedRequest> Pipeline::withSignature(std::string form, Outcome<std::string> signature,
                                               const CallSettings& settings) const {
  if (signature.error().kind() != ErrorKind::NoError) return signature.error();
  if (!signature || !isSignature(*signature)) {
    return signingFailure("what the signer gave is not the base64 of an HMAC-SHA1 (28 characters)");
  }
  appendSignature(form, *signature);
  return toHttp(settings.method, std::move(form), settings);
}

Outcome<void> Pipeline::collect(const AcsRequest& request, const CallSettings& settings, const Credentials& credentials,
                                ParameterList& parameters) const {
  if (Outcome<void> collected = request.collect(parameters); !collected) return collected;
  const std::string nonce = environment_.nonce();
  if (nonce.empty()) return invalidParameter("SignatureNonce is empty: the source of nonces failed");
  // In the order that they are signed in: there is less to sort then.
  parameters.addIfAbsent("AccessKeyId", credentials.accessKeyId());
  parameters.addIfAbsent("Action", request.getAction());
  parameters.addIfAbsent("Format", "JSON");
  if (!settings.regionId.empty()) parameters.addIfAbsent("RegionId", settings.regionId);
  if (!credentials.securityToken().empty()) parameters.addIfAbsent("SecurityToken", credentials.securityToken());
  parameters.addIfAbsent("SignatureMethod", "HMAC-SHA1");
  parameters.addIfAbsent("SignatureNonce", nonce);
  parameters.addIfAbsent("SignatureVersion", "1.0");
  parameters.addIfAbsent("Timestamp", Timestamp(timeOfService()).text());
  parameters.addIfAbsent("Version", kApiVersion);
  return {};
}

SignedRequest Pipeline::toHttp(HttpMethod method, std::string form, const CallSettings& settings) const {
  SignedRequest result;
  HttpRequest& http = result.http;
  http.method = nameOf(method);
  http.headers.append(headers_);
  const std::string& origin = settings.endpoint.origin();
  if (method == HttpMethod::Post) {
    http.headers.add("Content-Type", "application/x-www-form-urlencoded");
    http.url.reserve(origin.size() + 1);
    http.url.append(origin).append("/");
    http.body = std::move(form);
  } else {
    http.url.reserve(origin.size() + 2 + form.size());
    http.url.append(origin).append("/?").append(form);
  }
  setTimeouts(http, settings);
  return result;
}

HttpRequest Pipeline::warmUpRequest(const CallSettings& settings) const {
  HttpRequest http;
  http.method = "HEAD";
  http.url = join({settings.endpoint.origin(), "/"});
  http.headers = headers_;
  setTimeouts(http, settings);
  return http;
}

Outcome<CallSettings> Pipeline::resolve(const CallOptions& options) const {
  if (!isUtf8(profile_.userAgent) || std::any_of(profile_.userAgent.begin(), profile_.userAgent.end(), isControl)) {
    return invalidParameter("the profile's userAgent holds a control character, or is no UTF-8");
  }
  if (options.retry.maxRetries < 0) return invalidParameter("retry.maxRetries is below 0");

  const std::string& regionId = options.regionId ? *options.regionId : profile_.regionId;
  if (!regionId.empty()) {
    if (Outcome<void> valid = checkRegionId(regionId); !valid) return valid.error();
  }
  Outcome<Endpoint> endpoint = resolveEndpoint(options, regionId);
  if (!endpoint) return endpoint.error();
  CallSettings settings(*std::move(endpoint));
  settings.regionId = regionId;
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
Outcome<Endpoint> Pipeline::resolveEndpoint(const CallOptions& options, const std::string& regionId) const {
  if (options.endpoint) return Endpoint::parse(*options.endpoint);
  if (std::optional<Endpoint> added = endpoints_.find(regionId, kProduct)) return *std::move(added);
  return endpoint_;
}

Outcome<std::shared_ptr<const Credentials>> Pipeline::getCredentials(const AcsRequest& request) const {
  if (const PresignedRequest* presigned = request.presigned()) {
    const auto value = [presigned](std::string_view name) {
      return percentDecoded(encodedValue(presigned->form_, name));
    };
    return std::make_shared<const Credentials>(value("AccessKeyId"), "", value("SecurityToken"));
  }
  const char* why =
      "the profile has no credentials provider: set profile.credentials, or use DefaultProfile::getProfile";
  if (profile_.signer || profile_.credentials) {
    auto given = profile_.signer ? profile_.signer->credentials() : profile_.credentials->getCredentials();
    if (given ? *given != nullptr : given.error().kind() != ErrorKind::NoError) return given;
    why = "the credentials provider gave neither credentials nor an error";
  }
  return unavailable(why);
}

Outcome<void> Pipeline::parse(Outcome<HttpResponse> answer, const CallSettings& settings, const SignedRequest& request,
                              const Credentials& credentials, AcsResponse& response) const {
  Outcome<void> parsed = answer ? ResponseParser::parse(*answer, request, response) : Outcome<void>(answer.error());
  if (parsed) return parsed;
  const Error error = withoutSecrets(parsed.error(), request, credentials);
  const bool isStampedHere = profile_.signer || !credentials.accessKeySecret().empty();  // not by who has presigned it
  return answer && isStampedHere && isAboutTime(error) ? learnTime(error, answer->headers, settings) : error;
}

Error Pipeline::withoutSecrets(const Error& error, const SignedRequest& request, const Credentials& credentials) {
  const std::string signature = request.signature();
  std::string code = error.code();
  std::string message = error.message();
  std::string requestId = error.requestId();
  for (const std::string* secret :
       {&credentials.accessKeySecret(), &credentials.securityToken(), &signature, &credentials.accessKeyId()}) {
    std::string form = *secret;
    for (int encodings = 0; encodings <= 2; ++encodings) {  // a string to sign holds them encoded twice
      for (std::string* text : {&code, &message, &requestId}) mask(*text, form);
      std::string encoded;
      appendPercentEncoded(encoded, form);
      form.swap(encoded);
      wipe(encoded);
    }
    wipe(form);
  }
  Error masked(error.kind(), code, message, error.delivery());
  masked.setRequestId(std::move(requestId)).setHttpStatus(error.httpStatus());
  return masked;
}

std::chrono::system_clock::time_point Pipeline::timeOfService() const {
  const auto now = environment_.now();
  return now + clockCorrection_.at(now);
}

// The service has refused the timestamp: its answer tells what time it is.
Error Pipeline::learnTime(const Error& refusal, const HttpHeaders& headers, const CallSettings& settings) const {
  const auto date = parseHttpDate(headers.get("Date").value_or(std::string_view()));
  if (!date) return refusal;
  const auto now = environment_.now();
  const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(*date - now);
  const auto distance = ahead < std::chrono::seconds::zero() ? -ahead : ahead;
  const bool isLearned = profile_.timeSource == TimeSource::ServerOverAny ||
                         (profile_.timeSource == TimeSource::ServerOverHttps && settings.endpoint.isHttps());
  if (isLearned) clockCorrection_.learn(ahead, now);
  return withRemark(
      refusal, join({"this device's clock is ", decimal(distance.count()),
                     ahead < std::chrono::seconds::zero() ? " s ahead of" : " s behind", " the server's; ",
                     isLearned ? "the next attempt makes up for that" : "set it, or see ClientProfile::timeSource"}));
}

}  // namespace internal
}  // namespace snsuapi
