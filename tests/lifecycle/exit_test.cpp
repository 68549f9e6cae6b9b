#include <fstream>

#include "support/subprocess.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_certificates.hpp"
#include "transport/network_client.hpp"

using namespace snsuapi_test;

namespace {

constexpr const char* kStatusBody = R"({"RequestId":"r","Code":"OK","ResultModule":{}})";

/// A server for a program that exits, plain or with TLS.
class Scene {
 public:
  Scene(ScriptedServer::Script script, bool isTls) {
    if (isTls) {
      std::ofstream(caFile_) << authority_.certificate();
      server_.emplace(std::move(script), authority_.issue("IP:127.0.0.1"));
    } else {
      server_.emplace(std::move(script));
    }
  }

  /// What the program tells on its way out; it has to end well.
  std::string exits(const char* mode) {
    const Finished finished =
        run(SNSUAPI_EXITING_PROGRAM, {mode, server_->endpoint(), server_->endpoint()[4] == 's' ? caFile_ : ""});
    CAPTURE(mode, finished.out, finished.err);
    CHECK(finished.exitCode == 0);
    CHECK(finished.err.empty());
    return finished.out;
  }

 private:
  const CertificateAuthority authority_;
  const TemporaryDirectory directory_;
  const std::string caFile_ = directory_.path("ca.pem");
  std::optional<ScriptedServer> server_;
};

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kStatusBody));
}
void staySilent(ServerConnection& connection) {
  while (connection.readRequest()) {
  }
}

}  // namespace

TEST_CASE("A client that lives during static destruction makes its calls there as anywhere") {
  const bool isTls = GENERATE(false, true);
  CAPTURE(isTls);
  CHECK(Scene(&answerAll, isTls).exits("used-late") == "waiting OK\nfuture OK\nwaiting OK\nfuture OK\n");
}

TEST_CASE("So does a client that is made there, when all that was made since main() began is gone") {
  const bool isTls = GENERATE(false, true);
  CAPTURE(isTls);
  CHECK(Scene(&answerAll, isTls).exits("made-late") == "waiting OK\nfuture OK\nwaiting OK\nfuture OK\n");
}

TEST_CASE("A program may exit while calls are under way: each is told that it is cancelled") {
  const bool isTls = GENERATE(false, true);
  CAPTURE(isTls);
  std::string all;
  for (int i = 0; i < 20; ++i) all += "callback SDK.Cancelled\n";
  CHECK(Scene(&staySilent, isTls).exits("in-flight") == all);
}

TEST_CASE("A program may exit with a client that is never destroyed") {
  const bool isTls = GENERATE(false, true);
  CAPTURE(isTls);
  CHECK(Scene(&staySilent, isTls).exits("left").empty());
}
