#include <algorithm>
#include <snsuapi/auth/presigned_request.hpp>

#include "ascii.hpp"
#include "auth/crypto.hpp"
#include "auth/rpc_signer.hpp"
#include "errors.hpp"

namespace snsuapi {

namespace {

constexpr std::size_t kMaxBytes = 8192;

bool isOfForm(char c) {
  return internal::isAlphanumeric(c) || std::string_view("-_.~%=&").find(c) != std::string_view::npos;
}

Error invalid(std::string_view why) {
  return internal::invalidParameter(internal::join({"the text is no presigned request: ", why}));
}

}  // namespace

PresignedRequest::PresignedRequest(const SignedRequest& request)
    : PresignedRequest(request.http.method, std::string(internal::formOf(request.http))) {}

std::string PresignedRequest::serialize() const { return method_ + " " + form_; }

std::string_view PresignedRequest::getAction() const noexcept { return internal::encodedValue(form_, "Action"); }

Outcome<PresignedRequest> PresignedRequest::parseFor(std::string_view action, std::string_view text) {
  if (text.size() > kMaxBytes) return invalid("it is longer than 8192 bytes");
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::string_view method = text.substr(0, space);
  if (method != "POST" && method != "GET") return invalid("it does not begin with POST or GET");
  const std::string_view form = text.substr(std::min(space + 1, text.size()));
  if (!std::all_of(form.begin(), form.end(), isOfForm)) return invalid("it holds a character that no form holds");
  PresignedRequest request{std::string(method), std::string(form)};
  if (internal::signatureOf(form).size() != internal::kBase64Sha1Bytes)
    return invalid("it does not end with a signature");
  if (request.getAction() != action) {
    return invalid(internal::join({"its action is \"", request.getAction(), "\", not ", action}));
  }
  return request;
}

// Its parameters are in the form already.
Outcome<void> PresignedRequest::collectOwn(internal::ParameterList&) const { return {}; }

}  // namespace snsuapi
