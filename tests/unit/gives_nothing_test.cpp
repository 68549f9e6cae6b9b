#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// The program's own provider, signer and transport, each with a fault: it gives neither what it was asked for nor an
// error. None of that may look like a success.

using namespace snsuapi;
using namespace snsuapi_test;
using testing::MockTransport;

namespace {

using Given = Outcome<std::shared_ptr<const Credentials>>;

class EmptyHandedProvider final : public CredentialsProvider {
 public:
  explicit EmptyHandedProvider(Given given) : given_(std::move(given)) {}
  Given getCredentials() override { return given_; }

 private:
  const Given given_;
};

class EmptyHandedSigner final : public DelegatedSigner {
 public:
  using DelegatedSigner::DelegatedSigner;
  Outcome<std::string> sign(const SigningRequest&) override { return Error(); }
};

/// What an order comes to, waiting and not; the same, and nothing is sent.
Error refusedOrder(const ClientProfile& profile) {
  const auto mock = std::make_shared<MockTransport>();
  const AcsClient client(profile, mock);
  const auto outcome = client.execute(orderRequest());
  const auto later = client.submit(orderRequest()).get();
  CHECK(mock->requests().empty());
  CHECK_FALSE(outcome);
  CHECK_FALSE(later);
  CHECK(later.error().toString() == outcome.error().toString());
  CHECK(client.sign(orderRequest()).error().toString() == outcome.error().toString());
  CHECK(outcome.error().kind() == ErrorKind::Configuration);
  CHECK(outcome.error().delivery() == Delivery::NotSent);
  return outcome.error();
}

}  // namespace

TEST_CASE("A provider that gives neither credentials nor an error is an error") {
  for (const Given& nothing : {Given(nullptr), Given(Error())}) {
    ClientProfile profile = testProfile();
    profile.credentials = std::make_shared<EmptyHandedProvider>(nothing);
    CHECK(refusedOrder(profile).code() == "SDK.CredentialsUnavailable");
  }
}

TEST_CASE("A signer that gives neither a signature nor an error is an error") {
  ClientProfile profile = testProfile();
  profile.signer = std::make_shared<EmptyHandedSigner>(kKeyId);
  CHECK(refusedOrder(profile).code() == "SDK.SigningFailure");
}

TEST_CASE("A transport that gives neither an answer nor an error is an error, and may have sent the order") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 2; ++i) mock->enqueueError(Error());
  const AcsClient client(testProfile(), mock);
  const auto ordered = client.execute(orderRequest());
  REQUIRE_FALSE(ordered);
  CHECK(ordered.error().kind() == ErrorKind::Configuration);
  CHECK(ordered.error().code() == "SDK.ServerUnreachable");
  CHECK(ordered.error().delivery() == Delivery::Unknown);
  CHECK(ordered.error().mayHaveBeenCarriedOut());
  CHECK(client.submit(orderRequest()).get().error().toString() == ordered.error().toString());
}
