#include <csignal>
#include <fstream>

#include "support/temporary_directory.hpp"
#include "support/test_certificates.hpp"
#include "transport/network_client.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

std::sig_atomic_t volatile received = 0;
void receive(int) { received = received + 1; }

/// A host's own handler of SIGPIPE, and its mask, which have to be as they were at the end.
class HostSignals {
 public:
  HostSignals() {
    received = 0;
    struct sigaction own {};
    own.sa_handler = &receive;
    sigaddset(&own.sa_mask, SIGUSR2);
    REQUIRE(sigaction(SIGPIPE, &own, &before_) == 0);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    REQUIRE(pthread_sigmask(SIG_BLOCK, &blocked, &maskBefore_) == 0);
  }
  HostSignals(const HostSignals&) = delete;
  HostSignals& operator=(const HostSignals&) = delete;
  ~HostSignals() {
    sigaction(SIGPIPE, &before_, nullptr);
    pthread_sigmask(SIG_SETMASK, &maskBefore_, nullptr);
  }

  static void checkUntouched() {
    CHECK(received == 0);
    struct sigaction now {};
    REQUIRE(sigaction(SIGPIPE, nullptr, &now) == 0);
    CHECK(now.sa_handler == &receive);
    CHECK(sigismember(&now.sa_mask, SIGUSR2) == 1);
    sigset_t mask;
    REQUIRE(pthread_sigmask(SIG_BLOCK, nullptr, &mask) == 0);
    CHECK(sigismember(&mask, SIGUSR1) == 1);
    CHECK(sigismember(&mask, SIGPIPE) == 0);
    sigset_t pending;
    REQUIRE(sigpending(&pending) == 0);
    CHECK(sigismember(&pending, SIGPIPE) == 0);
  }

 private:
  struct sigaction before_ {};
  sigset_t maskBefore_{};
};

// More than the buffers of a socket hold, so that it is still being written when the server is gone.
CommonRequest largeRequest() {
  CommonRequest request;
  request.setAction("BandPrecheck");
  request.putParameter("Padding", std::string(8 * 1024 * 1024, 'x'));
  return request;
}

}  // namespace

TEST_CASE("A server that goes while the request is written raises no SIGPIPE, and the host's handler and mask stay") {
  const bool isTls = GENERATE(false, true);
  const bool isReset = GENERATE(false, true);
  CAPTURE(isTls, isReset);
  const auto leave = [isReset](ServerConnection& connection) {
    connection.readSome(100);
    if (isReset) {
      connection.reset();
    } else {
      connection.closeAndReset();
    }
  };
  const CertificateAuthority authority;
  const TemporaryDirectory directory;
  std::ofstream(directory.path("ca.pem")) << authority.certificate();
  std::optional<ScriptedServer> server;
  if (isTls) {
    server.emplace(leave, authority.issue("IP:127.0.0.1"));
  } else {
    server.emplace(leave);
  }
  ClientProfile profile = networkProfile(server->endpoint());
  if (isTls) profile.http.caFile = directory.path("ca.pem");

  const HostSignals signals;
  {
    const AcsClient client(profile);
    const CommonRequest request = largeRequest();
    for (int i = 0; i < 5; ++i) {
      const auto waiting = client.execute(request);
      CHECK(waiting.error().kind() == ErrorKind::Transport);
      const auto asynchronous = client.submit(request).get();
      CHECK(asynchronous.error().kind() == ErrorKind::Transport);
    }
  }
  HostSignals::checkUntouched();
}
