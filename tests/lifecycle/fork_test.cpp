#include <sys/wait.h>
#include <unistd.h>

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

// Runs this in a forked child; true when it returned true there.
bool holdsInChild(const std::function<bool()>& what) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    alarm(60);  // a hang is a failure
    _exit(what() ? 0 : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CAPTURE(status);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
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

TEST_CASE("A forked child draws other nonces than its parent") {
  ClientProfile profile = networkProfile("http://127.0.0.1:1");
  profile.environment = nullptr;
  const AcsClient drawing(profile);
  const std::string before = drawing.sign(precheckRequest())->signature();
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  CHECK(holdsInChild([&] {
    const std::string childs = drawing.sign(precheckRequest())->http.body;
    return write(ends[1], childs.data(), childs.size()) == static_cast<ssize_t>(childs.size());
  }));
  close(ends[1]);
  std::string childs(4096, '\0');
  childs.resize(static_cast<std::size_t>(std::max<ssize_t>(0, read(ends[0], childs.data(), childs.size()))));
  close(ends[0]);
  const std::string parents = drawing.sign(precheckRequest())->http.body;
  const auto nonce = [](const std::string& form) {
    const std::size_t at = form.find("SignatureNonce=");
    return form.substr(at, form.find('&', at) - at);
  };
  CHECK(nonce(childs).size() > 40);
  CHECK(nonce(childs) != nonce(parents));
}
