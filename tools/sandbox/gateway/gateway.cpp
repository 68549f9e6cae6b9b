#include "gateway/gateway.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "gateway/rpc_signature.hpp"
#include "time/timestamp.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

constexpr std::string_view kVersion = "2018-07-09";
constexpr std::chrono::minutes kTimestampWindow{15};

std::string valueOf(const Parameters& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string() : found->second;
}

GatewayError missing(const std::string& name) {
  return {400, "MissingParameter",
          "The input parameter \"" + name + "\" that is mandatory for processing this request is not supplied."};
}

// What must be right before a signature is worth computing.
std::optional<GatewayError> checkCommon(const Parameters& parameters) {
  for (const char* name : {"Action", "Version", "AccessKeyId", "Timestamp"}) {
    if (valueOf(parameters, name).empty()) return missing(name);
  }
  for (const char* name : {"SignatureMethod", "SignatureVersion", "SignatureNonce", "Signature"}) {
    if (valueOf(parameters, name).empty()) {
      return GatewayError{
          400, "IncompleteSignature",
          std::string("The request signature does not conform to Aliyun standards: ") + name + " is missing."};
    }
  }
  if (valueOf(parameters, "SignatureMethod") != "HMAC-SHA1" || valueOf(parameters, "SignatureVersion") != "1.0") {
    return GatewayError{
        400, "IncompleteSignature",
        "The request signature does not conform to Aliyun standards: only HMAC-SHA1, version 1.0, is served."};
  }
  const std::string format = valueOf(parameters, "Format");
  if (!format.empty() && format != "JSON") {
    return GatewayError{400, "UnsupportedFormat", "The sandbox answers in JSON only; Format was " + format + "."};
  }
  if (valueOf(parameters, "Version") != kVersion) {
    return GatewayError{404, "InvalidVersion",
                        "Specified parameter Version is not valid; this service is " + std::string(kVersion) + "."};
  }
  if (!Service::knowsAction(valueOf(parameters, "Action"))) {
    return GatewayError{404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method."};
  }
  return std::nullopt;
}

std::optional<GatewayError> checkTimestamp(const std::string& text, Time now) {
  const std::optional<Time> time = tools::parseTimestamp(text);
  if (!time) {
    return GatewayError{400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."};
  }
  if (*time < now - kTimestampWindow || *time > now + kTimestampWindow) {
    return GatewayError{400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."};
  }
  return std::nullopt;
}

}  // namespace

std::variant<VerifiedCall, GatewayError> Gateway::verify(const std::string& method, const std::string& query,
                                                         const std::string& form) {
  Parameters parameters;
  for (const std::string* part : {&query, &form}) {
    if (const std::optional<std::string> problem = decodeInto(*part, parameters)) {
      return GatewayError{400, "InvalidParameter", "The request can't be read: " + *problem + "."};
    }
  }
  if (std::optional<GatewayError> error = checkCommon(parameters)) return *error;
  const Time now = now_();
  const std::string accessKeyId = valueOf(parameters, "AccessKeyId");
  const std::string secret = service_.secretOf(accessKeyId);
  if (secret.empty()) {
    return GatewayError{404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."};
  }
  if (std::optional<GatewayError> error = checkTimestamp(valueOf(parameters, "Timestamp"), now)) return *error;

  const std::string toSign = stringToSign(method, parameters);
  if (!sameSignature(signatureOf(toSign, secret), valueOf(parameters, "Signature"))) {
    return GatewayError{400, "SignatureDoesNotMatch",
                        "Specified signature is not matched with our calculation. server string to sign is:" + toSign};
  }
  // Only a nonce that came with a good signature counts as used: nobody else can use up a caller's nonces.
  if (!useNonce(accessKeyId, valueOf(parameters, "SignatureNonce"), now)) {
    return GatewayError{400, "SignatureNonceUsed", "Specified signature nonce was used already."};
  }
  std::string action = valueOf(parameters, "Action");
  return VerifiedCall{std::move(action), accessKeyId, std::move(parameters)};
}

bool Gateway::useNonce(const std::string& accessKeyId, const std::string& nonce, Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (usedNonces_.size() >= sweepAt_) {
    // A timestamp is good for the window on either side: past both, its request is refused without its nonce.
    for (auto it = usedNonces_.begin(); it != usedNonces_.end();) {
      it = it->second < now - 2 * kTimestampWindow ? usedNonces_.erase(it) : std::next(it);
    }
    sweepAt_ = std::max<std::size_t>(1024, 2 * usedNonces_.size());
  }
  return usedNonces_.emplace(std::make_pair(accessKeyId, nonce), now).second;
}

void Gateway::reset() {
  const std::lock_guard<std::mutex> lock(mutex_);
  usedNonces_.clear();
}

}  // namespace sandbox
}  // namespace snsuapi
