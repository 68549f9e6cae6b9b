#include <snsuapi/auth/signer.hpp>
#include <thread>

#include "async/async.hpp"
#include "snsuapi/testing/mock_transport.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::milliseconds;

namespace {

const std::string kSignature = std::string(27, 'A') + "=";

/// A backend that takes its time: the test answers for it.
class SlowBackend final : public DelegatedSigner {
 public:
  SlowBackend() : DelegatedSigner(kKeyId) {}

  Outcome<std::string> sign(const SigningRequest&) override { return kSignature; }
  void signAsync(const SigningRequest& request, SignatureReply reply) override {
    if (before) before();
    const std::lock_guard<std::mutex> lock(mutex_);
    asked_.push_back(request);
    replies_.push_back(std::move(reply));
    changed_.notify_all();
  }
  SignatureReply waitForReply() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return !replies_.empty(); });
    SignatureReply reply = std::move(replies_.back());
    replies_.pop_back();
    return reply;
  }

  std::function<void()> before;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<SigningRequest> asked_;
  std::vector<SignatureReply> replies_;
};

struct Scene {
  Scene() { profile.signer = backend; }

  const std::shared_ptr<SlowBackend> backend = std::make_shared<SlowBackend>();
  ScriptedServer server{&answerAll};
  ClientProfile profile = profileFor(server.endpoint());
  Outcomes outcomes;
};

}  // namespace

TEST_CASE("A signature that comes later, from another thread, sends the call; others go on meanwhile") {
  Scene scene;
  const AcsClient client(scene.profile);
  client.executeAsync(precheckRequest(), scene.outcomes.callback());
  SignatureReply reply = scene.backend->waitForReply();
  CHECK(scene.server.arrivals().empty());
  client.executeAsync(precheckRequest(), scene.outcomes.callback());
  scene.backend->waitForReply().answer(kSignature);
  CHECK(scene.outcomes.waitFor(1) == Codes{"OK"});
  std::thread([&reply] { reply.answer(kSignature); }).join();
  CHECK(scene.outcomes.waitFor(2) == Codes{"OK", "OK"});
  CHECK(contains(scene.server.arrivals().at(0).body, "&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"));
}

TEST_CASE("A signer that is asked to wait signs on the caller's thread, and one without signAsync on the loop's") {
  Scene scene;
  CHECK(AcsClient(scene.profile).execute(precheckRequest()));
  class Simple final : public DelegatedSigner {
   public:
    Simple() : DelegatedSigner(kKeyId) {}
    Outcome<std::string> sign(const SigningRequest&) override { return kSignature; }
  };
  scene.profile.signer = std::make_shared<Simple>();
  CHECK(AcsClient(scene.profile).submit(precheckRequest()).get());
}

TEST_CASE("A call that waits for its signature is cancelled at once, and the answer that comes too late does nothing") {
  Scene scene;
  const AcsClient client(scene.profile);
  const Call call = client.executeAsync(orderRequest(), scene.outcomes.callback());
  SignatureReply reply = scene.backend->waitForReply();
  call.cancel();
  CHECK(scene.outcomes.waitFor(1) == Codes{"SDK.Cancelled"});
  CHECK(scene.outcomes.error(0).delivery() == Delivery::NotSent);
  reply.answer(kSignature);
  client.executeAsync(precheckRequest(), scene.outcomes.callback());
  scene.backend->waitForReply().answer(kSignature);
  CHECK(scene.outcomes.waitFor(2).back() == "OK");
  CHECK(scene.server.arrivals().size() == 1);
}

TEST_CASE("A signature that does not come within the total timeout, or never, ends the call; nothing was sent") {
  Scene scene;
  const AcsClient client(scene.profile);
  CallOptions options;
  options.totalTimeout = milliseconds(20);
  client.executeAsync(orderRequest(), scene.outcomes.callback(), options);
  SignatureReply reply = scene.backend->waitForReply();
  CHECK(scene.outcomes.waitFor(1) == Codes{"SDK.ReadTimeout"});
  CHECK(scene.outcomes.error(0).delivery() == Delivery::NotSent);
  CHECK(contains(scene.outcomes.error(0).message(), "signer"));

  client.executeAsync(orderRequest(), scene.outcomes.callback());
  { const SignatureReply dropped = scene.backend->waitForReply(); }
  CHECK(scene.outcomes.waitFor(2).back() == "SDK.SigningFailure");
  client.executeAsync(orderRequest(), scene.outcomes.callback());
  scene.backend->waitForReply().answer(Error(ErrorKind::Configuration, "App.NotAllowed", "no"));
  CHECK(scene.outcomes.waitFor(3).back() == "App.NotAllowed");
  CHECK(scene.server.arrivals().empty());
}

TEST_CASE("Calls that fail to be signed make room for those that wait for a connection") {
  Scene scene;
  scene.profile.async.maxConnectionsPerHost = 1;
  const AcsClient client(scene.profile);
  for (int i = 0; i < 3; ++i) client.executeAsync(precheckRequest(), scene.outcomes.callback());
  { const SignatureReply dropped = scene.backend->waitForReply(); }
  scene.backend->waitForReply().answer(std::string("no signature"));
  scene.backend->waitForReply().answer(kSignature);
  CHECK(scene.outcomes.waitFor(3) == Codes{"SDK.SigningFailure", "SDK.SigningFailure", "OK"});
}

TEST_CASE("A signer may close its client while it is asked, and answer when the client is gone") {
  Scene scene;
  auto client = std::make_unique<AcsClient>(scene.profile);
  scene.backend->before = [&client] { client->close(); };
  client->executeAsync(orderRequest(), scene.outcomes.callback());
  SignatureReply reply = scene.backend->waitForReply();
  CHECK(scene.outcomes.waitFor(1) == Codes{"SDK.Cancelled"});
  client.reset();
  reply.answer(kSignature);
  CHECK(scene.server.arrivals().empty());
}
