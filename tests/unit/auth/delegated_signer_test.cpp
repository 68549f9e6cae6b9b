#include <snsuapi/auth/signer.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using testing::MockTransport;

namespace {

/// What a backend does: it has the secret, and keeps what it was asked for.
class Backend final : public DelegatedSigner {
 public:
  using DelegatedSigner::DelegatedSigner;

  Outcome<std::string> sign(const SigningRequest& request) override {
    asked.push_back(request);
    if (refusal) return *refusal;
    const std::string key = std::string(kSecret) + "&";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(request.stringToSign.data()), request.stringToSign.size(), digest,
         &size);
    unsigned char text[64];
    const int length = EVP_EncodeBlock(text, digest, static_cast<int>(size));
    return std::string(text, text + length);
  }

  std::vector<SigningRequest> asked;
  std::optional<Error> refusal;
};

ClientProfile profileWith(std::shared_ptr<DelegatedSigner> signer) {
  ClientProfile profile = testProfile();
  profile.credentials = nullptr;  // there is no secret on this side
  profile.signer = std::move(signer);
  return profile;
}

}  // namespace

TEST_CASE("A request that a backend has signed is the one that the secret would have signed here") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    CallOptions options;
    options.method = method;
    const auto backend = std::make_shared<Backend>(kKeyId);
    const SignedRequest elsewhere = AcsClient(profileWith(backend)).sign(precheckRequest(), options).value();
    const SignedRequest here = AcsClient(testProfile()).sign(precheckRequest(), options).value();
    CHECK(elsewhere.http.url == here.http.url);
    CHECK(elsewhere.http.body == here.http.body);
    CHECK(elsewhere.signature() == here.signature());
    REQUIRE(backend->asked.size() == 1);
    CHECK(backend->asked[0].accessKeyId == kKeyId);
    CHECK(backend->asked[0].stringToSign == here.stringToSign());
  }
}

TEST_CASE("A temporary key's token is part of what the backend signs") {
  const auto backend = std::make_shared<Backend>(kKeyId, "token/+=");
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueJson(200, kPrecheckBody);
  CHECK(AcsClient(profileWith(backend), mock).execute(precheckRequest()));
  CHECK(mock->requests().at(0).parameters.at("SecurityToken") == "token/+=");
  CHECK(contains(backend->asked.at(0).stringToSign, "SecurityToken%3Dtoken%252F%252B%253D"));
}

TEST_CASE("Each attempt is signed anew by the backend") {
  const auto backend = std::make_shared<Backend>(kKeyId);
  const auto mock = std::make_shared<MockTransport>();
  mock->enqueueJson(503, "");
  mock->enqueueJson(200, kPrecheckBody);
  CallOptions options;
  options.retry = 1;
  CHECK(AcsClient(profileWith(backend), mock).execute(precheckRequest(), options));
  REQUIRE(backend->asked.size() == 2);
  CHECK(backend->asked[0].stringToSign != backend->asked[1].stringToSign);
}

TEST_CASE("What the backend says instead of a signature ends the call, and nothing was sent") {
  for (const ErrorKind kind : {ErrorKind::Configuration, ErrorKind::Transport}) {
    const auto backend = std::make_shared<Backend>(kKeyId);
    backend->refusal = Error(kind, "App.NotAllowed", "this user may not order");
    const auto mock = std::make_shared<MockTransport>();
    CallOptions options;
    options.retry = 3;
    const Error error = AcsClient(profileWith(backend), mock).execute(orderRequest(), options).error();
    CHECK(error.code() == "App.NotAllowed");
    CHECK(error.delivery() == Delivery::NotSent);
    CHECK(mock->requests().empty());
    CHECK(backend->asked.size() == 1);
  }
}

TEST_CASE("What is no signature is not sent") {
  class Babbler final : public DelegatedSigner {
   public:
    explicit Babbler(std::string text) : DelegatedSigner(kKeyId), text_(std::move(text)) {}
    Outcome<std::string> sign(const SigningRequest&) override { return text_; }

   private:
    const std::string text_;
  };
  for (const std::string& text : {std::string(), std::string("secret"), std::string(27, 'A'), std::string(28, 'A'),
                                  std::string(27, ' ') + "=", std::string(26, 'A') + "\r\n", std::string(28, '=')}) {
    const auto mock = std::make_shared<MockTransport>();
    const Error error = AcsClient(profileWith(std::make_shared<Babbler>(text)), mock).execute(orderRequest()).error();
    CHECK(error.code() == "SDK.SigningFailure");
    CHECK(error.delivery() == Delivery::NotSent);
    CHECK(mock->requests().empty());
  }
}
