#include "json/response_parser.hpp"

#include <array>
#include <optional>
#include <string_view>

#include "ascii.hpp"
#include "errors.hpp"
#include "json/json_document.hpp"
#include "json/member_reader.hpp"

namespace snsuapi {
namespace internal {

namespace {

constexpr std::string_view kOk = "OK";

// The spellings in which the members of the envelope are seen: the guide's, the generated SDKs', the gateway's, and the
// older gateway's.
constexpr std::array<std::string_view, 4> kCodeNames = {"ResultCode", "Code", "resultCode", "code"};
constexpr std::array<std::string_view, 4> kMessageNames = {"ResultMessage", "Message", "resultMessage", "message"};
constexpr std::array<std::string_view, 2> kRequestIdNames = {"RequestId", "requestId"};
constexpr std::array<std::string_view, 3> kModuleNames = {"ResultModule", "ResultModle", "resultModule"};

// The first of the names that has a value; null counts as none.
template <std::size_t N>
JsonValue firstPresent(const JsonValue& object, const std::array<std::string_view, N>& names) {
  for (const std::string_view name : names) {
    const JsonValue value = object.member(name);
    if (!value.isMissing() && !value.isNull()) return value;
  }
  return {};
}

struct Envelope {
  std::string code;
  std::string message;
  std::string requestId;
  JsonValue resultModule;
};

// Where the code stands under several names, one that is not OK counts: an answer that contradicts itself is no
// success.
std::optional<std::string_view> readCode(const JsonValue& root) {
  std::optional<std::string_view> code;
  for (const std::string_view name : kCodeNames) {
    const JsonValue value = root.member(name);
    if (value.isMissing() || value.isNull()) continue;
    if (!value.isString() || value.text().empty()) return std::nullopt;
    if (!code || *code == kOk) code = value.text();
  }
  return code;
}

// None when the object is no answer of the service: no code, or a member of the wrong type.
std::optional<Envelope> readEnvelope(const JsonValue& root) {
  if (!root.isObject()) return std::nullopt;
  const std::optional<std::string_view> code = readCode(root);
  const JsonValue message = firstPresent(root, kMessageNames);
  const JsonValue requestId = firstPresent(root, kRequestIdNames);
  if (!code) return std::nullopt;
  if (!message.isMissing() && !message.isString()) return std::nullopt;
  if (!requestId.isMissing() && !requestId.isString()) return std::nullopt;
  return Envelope{std::string(*code), std::string(message.text()), std::string(requestId.text()),
                  firstPresent(root, kModuleNames)};
}

bool isSuccessStatus(int status) { return status >= 200 && status < 300; }
bool isErrorStatus(int status) { return status >= 400; }

// The gateway's message carries the string that it would have signed, and in it the key id and the security token.
Error signatureError(const Envelope& envelope, const SignedRequest& request) {
  constexpr std::string_view kMarker = "string to sign is:";
  const std::size_t marker = envelope.message.find(kMarker);
  if (marker == std::string::npos) {
    return Error(ErrorKind::Service, envelope.code, envelope.message, Delivery::Answered);
  }
  std::string_view servers = std::string_view(envelope.message).substr(marker + kMarker.size());
  while (!servers.empty() && (servers.front() == ' ' || servers.front() == '\n')) servers.remove_prefix(1);
  while (!servers.empty() && (servers.back() == ' ' || servers.back() == '\n')) servers.remove_suffix(1);
  if (servers == request.stringToSign()) {
    return Error(ErrorKind::Service, "SDK.InvalidAccessKeySecret",
                 "the access key secret is not the one that belongs to the access key id", Delivery::Answered);
  }
  return Error(ErrorKind::Service, envelope.code,
               join({std::string_view(envelope.message).substr(0, marker),
                     "string to sign differs from the client's: something on the way has changed the request"}),
               Delivery::Answered);
}

Error serviceError(const Envelope& envelope, const SignedRequest& request) {
  Error error = envelope.code == "SignatureDoesNotMatch" || envelope.code == "IncompleteSignature"
                    ? signatureError(envelope, request)
                    : Error(ErrorKind::Service, envelope.code, envelope.message, Delivery::Answered);
  error.setRequestId(envelope.requestId);
  return error;
}

Error notTheService(int status, std::size_t bodyBytes) {
  const std::string what = join(
      {"HTTP status ", decimal(status), " with a body of ", decimal(static_cast<std::int64_t>(bodyBytes)), " bytes "});
  if (isErrorStatus(status)) {
    return Error(ErrorKind::Service, "SDK.InvalidServerResponse",
                 join({what, "that is not one of the service's errors"}), Delivery::Answered);
  }
  if (!isSuccessStatus(status)) {
    return invalidResponse(
        join({what, "instead of an answer; a signed request is never sent on to where a redirect points"}));
  }
  return invalidResponse(join({what, "that is not a JSON object with the service's code"}));
}

}  // namespace

Outcome<void> ResponseParser::parse(HttpResponse& answer, const SignedRequest& request, AcsResponse& response) {
  const auto failure = [&answer](Error error) { return error.setHttpStatus(answer.status); };

  response.keepExchange(answer);
  const std::size_t bodyBytes = answer.body.size();
  const JsonDocument document(answer.body);
  std::optional<Envelope> envelope = readEnvelope(document.root());
  if (!envelope) return failure(notTheService(answer.status, bodyBytes));

  if (envelope->code != kOk && (isSuccessStatus(answer.status) || isErrorStatus(answer.status))) {
    return failure(serviceError(*envelope, request));
  }
  if (!isSuccessStatus(answer.status)) return failure(notTheService(answer.status, bodyBytes));

  if (Outcome<void> read = response.readResultModule(envelope->resultModule); !read) {
    return failure(Error(read.error()).setRequestId(envelope->requestId));
  }
  response.requestId_ = std::move(envelope->requestId);
  response.resultCode_ = std::move(envelope->code);
  response.resultMessage_ = std::move(envelope->message);
  return {};
}

}  // namespace internal
}  // namespace snsuapi
