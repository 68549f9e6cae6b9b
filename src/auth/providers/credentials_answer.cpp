#include "auth/providers/credentials_answer.hpp"

#include <array>
#include <optional>
#include <snsuapi/http/curl_transport.hpp>
#include <string_view>

#include "auth/providers/expiration.hpp"
#include "auth/providers/key_text.hpp"
#include "auth/providers/provider_error.hpp"
#include "auth/wipe.hpp"
#include "json/json_document.hpp"

namespace snsuapi {
namespace internal {

namespace {

Outcome<TemporaryCredentials> read(std::string& body, const std::string& from) {
  const JsonDocument document(body);
  const JsonValue answer = document.root();
  if (!answer.isObject()) return refreshFailed(from + ": the answer is not a JSON object");
  const JsonValue code = answer.member("Code");
  if (!code.isMissing() && code.text() != "Success") {
    return refreshFailed(from + ": the answer has the Code " + quotedWord(code.text()) + " in place of \"Success\"");
  }
  constexpr std::array<const char*, 3> kNames = {"AccessKeyId", "AccessKeySecret", "SecurityToken"};
  for (const char* name : kNames) {
    const JsonValue value = answer.member(name);
    if (!value.isString()) return refreshFailed(from + ": the answer has no " + name);
    if (!isKeyText(value.text())) return refreshFailed(from + ": the answer's " + name + " is not one");
  }
  const auto expiration = parseExpiration(answer.member("Expiration").text());
  if (!expiration) {
    return refreshFailed(from + ": the answer has no Expiration of the form 2018-07-09T08:00:00Z");
  }
  const auto textOf = [&answer](const char* name) { return std::string(answer.member(name).text()); };
  return TemporaryCredentials{
      std::make_shared<const Credentials>(textOf(kNames[0]), textOf(kNames[1]), textOf(kNames[2])), *expiration};
}

}  // namespace

std::shared_ptr<HttpTransport> transportOr(const std::shared_ptr<HttpTransport>& set) {
  if (set) return set;
  HttpOptions options;
  options.proxy = "";
  options.maxResponseBytes = std::size_t{1} << 16;
  options.maxConnections = 1;
  return std::make_shared<CurlTransport>(std::move(options));
}

Outcome<TemporaryCredentials> parseCredentials(std::string& body, const std::string& from) {
  Outcome<TemporaryCredentials> credentials = read(body, from);
  wipe(body);
  return credentials;
}

}  // namespace internal
}  // namespace snsuapi
