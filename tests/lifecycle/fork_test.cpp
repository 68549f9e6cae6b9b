#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include <csignal>
#include <fstream>
#include <functional>

#include "support/temporary_directory.hpp"
#include "support/test_certificates.hpp"
#include "transport/network_client.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}

using Forking = pid_t (*)();

#if defined(__linux__)
// What a sandbox or a container's launcher does.
pid_t forkByClone() { return static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr)); }

pid_t forkWithoutHandlers() {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  return _Fork();
#else
  return forkByClone();
#endif
}

constexpr Forking kForkings[] = {&fork, &forkWithoutHandlers, &forkByClone};
#else
constexpr Forking kForkings[] = {&fork};
#endif

// The handler is there before the SDK's first use, so that it would run before one of the SDK's.
std::function<void()> atForkInChild;
[[maybe_unused]] const int kHandlerIsThere = pthread_atfork(nullptr, nullptr, [] {
  if (atForkInChild) atForkInChild();
});

// Runs this in a forked child; true when it returned true there.
bool holdsInChild(const std::function<bool()>& what, Forking forking = &fork) {
  const pid_t child = forking();
  if (child == 0) {
    alarm(60);  // a hang is a failure
    _exit(what() ? 0 : 1);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

constexpr std::size_t kNonceBytes = 36;  // of a UUID

std::string nonceOf(const AcsClient& client) {
  const std::string form = client.sign(precheckRequest())->http.body;
  const std::string_view name = "SignatureNonce=";
  return form.substr(form.find(name) + name.size(), kNonceBytes);
}

// The next nonce that a child draws; empty when it draws none.
std::string nonceOfChild(const AcsClient& client, Forking forking) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  const bool isTold = holdsInChild(
      [&] {
        const std::string nonce = nonceOf(client);
        return write(ends[1], nonce.data(), nonce.size()) == static_cast<ssize_t>(nonce.size());
      },
      forking);
  std::string nonce(kNonceBytes, '\0');
  const bool isRead = isTold && read(ends[0], nonce.data(), nonce.size()) == static_cast<ssize_t>(nonce.size());
  close(ends[0]);
  close(ends[1]);
  return isRead ? nonce : std::string();
}

/// A client whose connections, waiting and asynchronous, are open, over TLS: a child that closes one properly would
/// close it for its parent.
struct Parent {
  Parent() {
    std::ofstream(directory.path("ca.pem")) << authority.certificate();
    ClientProfile profile = networkProfile(server.endpoint());
    profile.http.caFile = directory.path("ca.pem");
    client.emplace(profile);
    checkStillWorks(2);
  }
  // On the connections that it has.
  void checkStillWorks(int connections) {
    CHECK(client->execute(precheckRequest()));
    CHECK(client->submit(precheckRequest()).get());
    CHECK(server.connections() == connections);
  }

  const CertificateAuthority authority;
  const TemporaryDirectory directory;
  ScriptedServer server{&answerAll, authority.issue("IP:127.0.0.1")};
  std::optional<AcsClient> client;
};

}  // namespace

TEST_CASE("A forked child makes calls on connections of its own, and its parent goes on with its own") {
  Parent parent;
  CHECK(holdsInChild([&] {
    const bool isWaiting = static_cast<bool>(parent.client->execute(precheckRequest()));
    const bool isAsynchronous = static_cast<bool>(parent.client->submit(precheckRequest()).get());
    return isWaiting && isAsynchronous;
  }));
  parent.checkStillWorks(4);
}

TEST_CASE("A forked child that destroys its parent's client neither hangs nor ends the parent's connections") {
  Parent parent;
  CHECK(holdsInChild([&] {
    parent.client.reset();
    return true;
  }));
  parent.checkStillWorks(2);
}

TEST_CASE("A program's own fork handler may destroy the parent's client in the child") {
  Parent parent;
  atForkInChild = [&parent] {
    alarm(60);
    parent.client.reset();
  };
  CHECK(holdsInChild([] { return true; }));
  atForkInChild = nullptr;
  parent.checkStillWorks(2);
}

TEST_CASE("A child makes calls on connections of its own, however it was forked") {
  for (const Forking forking : kForkings) {
    Parent parent;
    CHECK(holdsInChild([&] { return static_cast<bool>(parent.client->execute(precheckRequest())); }, forking));
    CHECK(parent.server.connections() == 3);
    parent.checkStillWorks(3);
  }
}

TEST_CASE("Children and grandchildren draw nonces of their own, however they were forked") {
  ClientProfile profile = networkProfile("http://127.0.0.1:1");
  profile.environment = nullptr;
  const AcsClient drawing(profile);
  for (const Forking forking : kForkings) {
    REQUIRE(nonceOf(drawing).size() == kNonceBytes);
    const std::string childs = nonceOfChild(drawing, forking);
    CHECK(childs.size() == kNonceBytes);
    CHECK(childs != nonceOf(drawing));
    CHECK(holdsInChild(
        [&] {
          nonceOf(drawing);
          const std::string grandchilds = nonceOfChild(drawing, forking);
          return grandchilds.size() == kNonceBytes && grandchilds != nonceOf(drawing);
        },
        forking));
  }
}
