#include "gateway/gateway.hpp"

#include "gateway/rpc_signature.hpp"
#include "service/actions.hpp"
#include "time/timestamp.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

constexpr std::string_view kVersion = "2018-07-09";
constexpr std::chrono::minutes kTimestampWindow{15};

Reply refuse(int httpStatus, std::string code, std::string message) {
  return {httpStatus, std::move(code), std::move(message), nullptr, true};
}

std::string valueOf(const Parameters& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string() : found->second;
}

Reply missing(const std::string& name) {
  return refuse(400, "MissingParameter",
                "The input parameter \"" + name + "\" that is mandatory for processing this request is not supplied.");
}

// What must be right before a signature is worth computing.
std::optional<Reply> checkCommon(const Parameters& parameters) {
  for (const char* name : {"Action", "Version", "AccessKeyId", "Timestamp"}) {
    if (valueOf(parameters, name).empty()) return missing(name);
  }
  for (const char* name : {"SignatureMethod", "SignatureVersion", "SignatureNonce", "Signature"}) {
    if (valueOf(parameters, name).empty()) {
      return refuse(
          400, "IncompleteSignature",
          std::string("The request signature does not conform to Aliyun standards: ") + name + " is missing.");
    }
  }
  if (valueOf(parameters, "SignatureMethod") != "HMAC-SHA1" || valueOf(parameters, "SignatureVersion") != "1.0") {
    return refuse(
        400, "IncompleteSignature",
        "The request signature does not conform to Aliyun standards: only HMAC-SHA1, version 1.0, is served.");
  }
  const std::string format = valueOf(parameters, "Format");
  if (!format.empty() && format != "JSON") {
    return refuse(400, "UnsupportedFormat", "The sandbox answers in JSON only; Format was " + format + ".");
  }
  if (valueOf(parameters, "Version") != kVersion) {
    return refuse(404, "InvalidVersion",
                  "Specified parameter Version is not valid; this service is " + std::string(kVersion) + ".");
  }
  if (findAction(valueOf(parameters, "Action")) == nullptr) {
    return refuse(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
  }
  return std::nullopt;
}

Reply expired() { return refuse(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."); }

std::optional<Reply> checkTimestamp(const std::string& text, Time now) {
  const std::optional<Time> time = tools::parseTimestamp(text);
  if (!time) {
    return refuse(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
  }
  if (*time < now - kTimestampWindow || *time > now + kTimestampWindow) {
    return expired();
  }
  return std::nullopt;
}

struct Key {
  const Account* account;
  const StsToken* token;  // null for the account's permanent key
};

std::optional<Key> findKey(const Scenario& scenario, const std::string& accessKeyId) {
  for (const Account& account : scenario.accounts) {
    if (account.accessKeyId == accessKeyId) return Key{&account, nullptr};
    for (const StsToken& token : account.stsTokens) {
      if (token.accessKeyId == accessKeyId) return Key{&account, &token};
    }
  }
  return std::nullopt;
}

std::optional<Reply> checkSecurityToken(const Key& key, const std::string& securityToken, Time now) {
  if (key.token == nullptr) {
    if (securityToken.empty() || key.account->acceptsAnyToken) return std::nullopt;
    return refuse(400, "InvalidSecurityToken.MismatchWithAccessKey",
                  "Specified SecurityToken mismatch with the AccessKey.");
  }
  if (securityToken.empty()) {
    return refuse(400, "MissingSecurityToken", "SecurityToken is required for this temporary AccessKey.");
  }
  if (!sameSignature(securityToken, key.token->securityToken)) {
    return refuse(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.");
  }
  if (key.token->expiresAt && now >= *key.token->expiresAt) {
    return refuse(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
  }
  return std::nullopt;
}

}  // namespace

std::variant<const Account*, Reply> Gateway::verify(const std::string& method, const Parameters& parameters,
                                                    bool clockIsWrong) const {
  if (std::optional<Reply> refusal = checkCommon(parameters)) return *refusal;
  const Time now = clock_.wall();
  const std::optional<Key> key = findKey(scenario_, valueOf(parameters, "AccessKeyId"));
  if (!key) return refuse(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  if (clockIsWrong) return expired();
  if (std::optional<Reply> refusal = checkTimestamp(valueOf(parameters, "Timestamp"), now)) return *refusal;
  if (std::optional<Reply> refusal = checkSecurityToken(*key, valueOf(parameters, "SecurityToken"), now)) {
    return *refusal;
  }
  const std::string& secret = key->token == nullptr ? key->account->accessKeySecret : key->token->accessKeySecret;
  const std::string toSign = stringToSign(method, parameters);
  if (!sameSignature(signatureOf(toSign, secret), valueOf(parameters, "Signature"))) {
    return refuse(400, "SignatureDoesNotMatch",
                  "Specified signature is not matched with our calculation. server string to sign is:" + toSign);
  }
  return key->account;
}

Reply Gateway::serve(const std::string& method, const Parameters& parameters, const std::optional<std::string>& problem,
                     bool clockIsWrong) {
  if (problem) return refuse(400, "InvalidParameter", "The request can't be read: " + *problem + ".");
  const auto verified = verify(method, parameters, clockIsWrong);
  if (const Reply* refusal = std::get_if<Reply>(&verified)) return *refusal;

  // The nonce and what the call does stand or fall together: a request that was carried out can't be replayed, even
  // after a crash.
  Store::Transaction transaction(store_);
  // Only a nonce that came with a good signature counts as used: nobody else can use up a caller's nonces. A timestamp
  // is good for the window on either side: past both, its request is refused without its nonce.
  if (!store_.useNonce(valueOf(parameters, "AccessKeyId"), valueOf(parameters, "SignatureNonce"), clock_.wall(),
                       2 * kTimestampWindow)) {
    return refuse(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
  }
  Answer answer = service_.answer(valueOf(parameters, "Action"), *std::get<const Account*>(verified), parameters);
  transaction.commit();
  return {200, std::move(answer.code), std::move(answer.message), std::move(answer.module), false};
}

}  // namespace sandbox
}  // namespace snsuapi
