#include <snsuapi/auth/uri_credentials_provider.hpp>
#include <string_view>
#include <utility>

#include "ascii.hpp"
#include "auth/providers/credentials_answer.hpp"
#include "auth/providers/environment_variables.hpp"
#include "auth/providers/key_text.hpp"
#include "auth/providers/provider_error.hpp"

namespace snsuapi {

using internal::refreshFailed;

namespace {

bool startsWith(std::string_view text, std::string_view scheme) {
  return internal::equalsIgnoringCase(text.substr(0, scheme.size()), scheme);
}

// `scheme://host[:port]`: user, path and query may be secret.
std::string originOf(std::string_view uri) {
  const std::size_t scheme = uri.find("://") + 3;
  std::string_view host = uri.substr(scheme);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  return std::string(uri.substr(0, scheme)).append(host);
}

}  // namespace

UriCredentialsProvider::UriCredentialsProvider(UriCredentialsOptions options)
    : RefreshingCredentialsProvider(options.now), options_(std::move(options)) {
  if (options_.uri.empty()) options_.uri = internal::environmentVariable(internal::kCredentialsUriVariable);
}

UriCredentialsProvider::~UriCredentialsProvider() = default;

Outcome<TemporaryCredentials> UriCredentialsProvider::fetch() {
  if (options_.uri.empty()) {
    return internal::unavailable(std::string("the environment variable ") + internal::kCredentialsUriVariable +
                                 " is unset or empty");
  }
  if (!startsWith(options_.uri, "http://") && !startsWith(options_.uri, "https://")) {
    return refreshFailed("the credentials URI begins with neither http:// nor https://");
  }
  if (!internal::isUriText(options_.uri)) {
    return refreshFailed("the credentials URI holds a character that has to be percent-encoded");
  }
  const std::string where = "the credentials URI at " + originOf(options_.uri);

  HttpRequest request;
  request.method = "GET";
  request.url = options_.uri;
  request.connectTimeout = options_.connectTimeout;
  request.readTimeout = options_.readTimeout;
  request.totalTimeout = options_.connectTimeout + options_.readTimeout;
  Outcome<HttpResponse> answer = internal::transportOr(options_.transport)->send(request);
  if (!answer) return refreshFailed(where + ": " + answer.error().message());
  const bool isSuccess = answer->status >= 200 && answer->status < 300;  // as in credentials-java
  if (!isSuccess) return refreshFailed(where + ": HTTP status " + std::to_string(answer->status));
  return internal::parseCredentials(answer->body, where);
}

}  // namespace snsuapi
