#include <rapidcheck.h>

#include <map>
#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "property/any_text.hpp"
#include "property/independent_signature.hpp"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// What the client signs, an implementation that shares nothing with it verifies.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

using Parameters = std::map<std::string, std::string>;

std::string formOf(const HttpRequest& request) {
  return request.method == "POST" ? request.body : request.url.substr(request.url.find('?') + 1);
}

bool verifies(const std::string& method, const std::string& form, const std::string& secret) {
  const auto parameters = readForm(form);
  if (!parameters || parameters->count("Signature") == 0) return false;
  return parameters->at("Signature") == signatureOf(method, *parameters, secret);
}

bool holdsControl(const std::string& text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  }
  return false;
}

/// Names and values of any bytes, but for what the client does not take.
Parameters anyParameters() {
  Parameters parameters = *rc::gen::container<Parameters>(anyText(), anyText());
  parameters.erase("");
  parameters.erase("Signature");
  for (const char* name : {"Action", "Version"}) {
    if (parameters.count(name) != 0 && holdsControl(parameters[name])) parameters.erase(name);
  }
  // Common parameters that the caller's go before.
  if (*rc::gen::element(true, false)) parameters["SignatureNonce"] = *anyText();
  if (*rc::gen::element(true, false, false)) parameters["Timestamp"] = *anyText();
  return parameters;
}

struct Signer {
  std::string keyId = *anyKeyText();
  std::string secret = *rc::gen::oneOf(anyKeyText(), rc::gen::nonEmpty(anyText()));
  std::string token = *rc::gen::oneOf(rc::gen::just(std::string()), anyKeyText());
  HttpMethod method = *rc::gen::element(HttpMethod::Post, HttpMethod::Get);

  template <class Request>
  HttpRequest sign(const Request& request) const {
    ClientProfile profile = testProfile();
    profile.credentials = std::make_shared<StaticCredentialsProvider>(keyId, secret, token);
    profile.method = method;
    const auto made = AcsClient(profile).sign(request);
    RC_ASSERT(static_cast<bool>(made));
    return made->http;
  }
};

}  // namespace

TEST_CASE("Any parameters are signed as an independent implementation verifies") {
  CHECK(rc::check([] {
    const Signer signer;
    const Parameters own = anyParameters();
    CommonRequest request;
    request.setAction("Action" + *rc::gen::map(anyUtf8(), [](std::string text) {
                        return holdsControl(text) ? std::string() : text;
                      }));
    for (const auto& [name, value] : own) request.putParameter(name, value);
    const HttpRequest signed_ = signer.sign(request);

    RC_ASSERT(verifies(signed_.method, formOf(signed_), signer.secret));
    // Nothing was lost or changed, and nothing came along but the common parameters.
    Parameters read = *readForm(formOf(signed_));
    for (const auto& [name, value] : own) RC_ASSERT(read.at(name) == value);
    Parameters common = commonParameters(std::string(request.getAction()));
    common["AccessKeyId"] = signer.keyId;
    if (!signer.token.empty()) common["SecurityToken"] = signer.token;
    for (const auto& [name, value] : common) RC_ASSERT(own.count(name) != 0 || read.at(name) == value);
    Parameters all = own;
    all.insert(common.begin(), common.end());
    RC_ASSERT(withoutSignature(read) == withoutSignature(all));
  }));
}

TEST_CASE("The form is sorted by its names' bytes, the signature at its end") {
  CHECK(rc::check([] {
    CommonRequest request;
    request.setAction("Any");
    for (const auto& [name, value] : anyParameters()) request.putParameter(name, value);
    const std::string form = formOf(Signer().sign(request));
    const std::size_t end = form.rfind("&Signature=");
    RC_ASSERT(end != std::string::npos);
    RC_ASSERT(form.find('&', end + 1) == std::string::npos);
    const auto parameters = readForm(form.substr(0, end));
    RC_ASSERT(parameters.has_value());
    std::string sorted;
    for (const auto& [name, value] : *parameters) {
      sorted += (sorted.empty() ? "" : "&") + percentEncoded(name) + "=" + percentEncoded(value);
    }
    RC_ASSERT(form.substr(0, end) == sorted);
  }));
}

TEST_CASE("A request that was changed anywhere, or is sent by another method, is not what was signed") {
  CHECK(rc::check([] {
    const Signer signer;
    const HttpRequest made = signer.sign(precheckRequest());
    const std::string form = formOf(made);
    RC_ASSERT(verifies(made.method, form, signer.secret));
    RC_ASSERT_FALSE(verifies(made.method == "POST" ? "GET" : "POST", form, signer.secret));
    RC_ASSERT_FALSE(verifies(made.method, form, signer.secret + "x"));

    std::string changed = form;
    changed[*rc::gen::inRange<std::size_t>(0, form.size())] = *rc::gen::elementOf(std::string("AZaz09-_.~%&=+ "));
    RC_PRE(changed != form);
    RC_ASSERT_FALSE(verifies(made.method, changed, signer.secret));
  }));
}
