#include <unistd.h>

#include <csignal>

#include <filesystem>
#include <fstream>

#include "transport/network_client.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

/// A file of the process's own in the temporary directory, removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content)
      : path_(std::filesystem::temp_directory_path() /
              ("snsuapi-test-" + std::to_string(getpid()) + "-" + std::to_string(count_++) + ".pem")) {
    std::ofstream(path_) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}

void checkRefused(const ClientProfile& profile, const ScriptedServer& server, const std::string& reason) {
  const Error error = failureOf(profile);
  CAPTURE(error.toString());
  CHECK(error.code() == "SDK.TlsFailure");
  CHECK(error.kind() == ErrorKind::Transport);
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(contains(error.message(), "127.0.0.1"));
  CHECK(contains(error.message(), reason));
  CHECK(server.arrivals().empty());
}

}  // namespace

TEST_CASE("A server whose certificate the given authority has signed is trusted") {
  const CertificateAuthority authority;
  const TemporaryFile caFile(authority.certificate());
  ScriptedServer server(&answerAll, authority.issue("IP:127.0.0.1"));
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.caFile = caFile.path();
  const AcsClient client(profile);
  CHECK(client.execute(precheckRequest()));
  CHECK(client.execute(precheckRequest()));
  CHECK(server.connections() == 1);
}

TEST_CASE("An endpoint whose server speaks http gets the advice to say so") {
  const ScriptedServer server([](ServerConnection& connection) {
    connection.readSome(4096);  // what begins the handshake
    connection.write(httpAnswer(400, ""));
    connection.waitUntilClosed();
  });
  const std::string withoutScheme = server.endpoint().substr(std::string("http://").size());
  checkRefused(networkProfile(withoutScheme), server, "begin with http://");
}

TEST_CASE("A certificate of an unknown authority is refused") {
  const CertificateAuthority authority;
  const CertificateAuthority other;
  const TemporaryFile caFile(other.certificate());
  ScriptedServer server(&answerAll, authority.issue("IP:127.0.0.1"));
  ClientProfile profile = networkProfile(server.endpoint());
  checkRefused(profile, server, "certificate");
  profile.http.caFile = caFile.path();
  checkRefused(profile, server, "certificate");
}

TEST_CASE("A certificate for another host is refused") {
  const CertificateAuthority authority;
  const TemporaryFile caFile(authority.certificate());
  ScriptedServer server(&answerAll, authority.issue("DNS:snsuapi.aliyuncs.com,IP:127.0.0.2"));
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.caFile = caFile.path();
  checkRefused(profile, server, "127.0.0.1");
}

TEST_CASE("A certificate that has expired is refused") {
  const CertificateAuthority authority;
  const TemporaryFile caFile(authority.certificate());
  ScriptedServer server(&answerAll, authority.issue("IP:127.0.0.1", -1));
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.caFile = caFile.path();
  checkRefused(profile, server, "expired");
}

TEST_CASE("A server that speaks no TLS, or breaks the handshake off, is refused") {
  ScriptedServer plain([](ServerConnection& connection) {
    connection.readSome(1);
    connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  checkRefused(networkProfile("https://127.0.0.1:" + std::to_string(plain.port())), plain, "handshake");

  ScriptedServer closing([](ServerConnection& connection) { connection.readSome(1); });
  const Error error = failureOf(networkProfile("https://127.0.0.1:" + std::to_string(closing.port())));
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(error.kind() == ErrorKind::Transport);
}

TEST_CASE("CA certificates that can't be read are told before anything is sent") {
  const CertificateAuthority authority;
  ScriptedServer server(&answerAll, authority.issue("IP:127.0.0.1"));
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.caFile = "/nowhere/ca.pem";
  checkRefused(profile, server, "caFile");
}

#if !defined(_WIN32)
TEST_CASE("The end of a TLS connection raises no SIGPIPE in the host, not even when the client goes") {
  std::signal(SIGPIPE, SIG_DFL);  // whoever started the test program may have had it ignored
  const CertificateAuthority authority;
  const TemporaryFile caFile(authority.certificate());
  auto server = std::make_unique<ScriptedServer>(
      [](ServerConnection& connection) {
        if (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
        connection.closeAndReset();
      },
      authority.issue("IP:127.0.0.1"));
  ClientProfile profile = networkProfile(server->endpoint());
  profile.http.caFile = caFile.path();
  auto client = std::make_unique<AcsClient>(profile);
  REQUIRE(client->execute(precheckRequest()));
  server.reset();  // from here on the connection is gone
  client.reset();  // a SIGPIPE would end the test program here

  sigset_t pending;
  sigemptyset(&pending);
  REQUIRE(sigpending(&pending) == 0);
  CHECK(sigismember(&pending, SIGPIPE) == 0);
}
#endif

TEST_CASE("A TLS connection that is left unanswered has seen its request exactly once") {
  const CertificateAuthority authority;
  const TemporaryFile caFile(authority.certificate());
  ScriptedServer server(
      [](ServerConnection& connection) {
        if (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
        connection.readRequest();
      },
      authority.issue("IP:127.0.0.1"));
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.caFile = caFile.path();
  const AcsClient client(profile);
  REQUIRE(client.execute(precheckRequest()));
  const Error error = failureOf(client);
  CHECK(error.delivery() == Delivery::Unknown);
  CHECK(server.arrivals().size() == 2);
  CHECK(server.connections() == 1);
}
