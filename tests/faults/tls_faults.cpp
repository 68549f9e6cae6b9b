#include <fstream>

#include "faults/fault.hpp"
#include "support/requests.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_certificates.hpp"

namespace snsuapi_test {

using namespace snsuapi;

namespace {

const Told kRefusedByUs{"SDK.TlsFailure", ErrorKind::Transport, Delivery::NotSent, 0, 0, false};

// A server with a certificate of an authority that the client trusts, unless it is told not to.
Scene withCertificate(const std::string& subjectAltName, int daysLeft, bool isTrusted, ScriptedServer::Script script) {
  const CertificateAuthority authority;
  const CertificateAuthority other;
  const auto directory = std::make_shared<TemporaryDirectory>();
  const std::string caFile = directory->path("ca.pem");
  std::ofstream(caFile) << (isTrusted ? authority : other).certificate();
  Scene scene = around(std::make_shared<ScriptedServer>(std::move(script), authority.issue(subjectAltName, daysLeft)));
  scene.profile.http.caFile = caFile;
  scene.keptAlive.push_back(directory);
  return scene;
}

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}

// A server that does not speak TLS where it is expected to.
Scene plainServer(ScriptedServer::Script script) {
  Scene scene = served(std::move(script));
  scene.profile.endpoint.replace(0, 4, "https");
  return scene;
}

}  // namespace

void addTlsFaults(std::vector<Fault>& faults) {
  const auto add = [&](const char* name, std::function<Scene()> setUp, const Told& told) {
    faults.push_back({"TLS", name, std::move(setUp), told});
  };
  add(
      "the certificate has expired", [] { return withCertificate("IP:127.0.0.1", -1, true, &answerAll); },
      kRefusedByUs);
  add(
      "the certificate is another host's", [] { return withCertificate("IP:127.0.0.2", 1, true, &answerAll); },
      kRefusedByUs);
  add(
      "the certificate's authority is unknown", [] { return withCertificate("IP:127.0.0.1", 1, false, &answerAll); },
      kRefusedByUs);
  add(
      "the server speaks plain text",
      [] { return plainServer([](ServerConnection& connection) { connection.write("HTTP/1.1 400 Bad\r\n\r\n"); }); },
      kRefusedByUs);
  add("reset between the handshake and the request",
      [] { return withCertificate("IP:127.0.0.1", 1, true, [](ServerConnection& connection) { connection.reset(); }); },
      {"SDK.ServerUnreachable", ErrorKind::Transport, Delivery::Unknown, 0, 0, true});
  add("the handshake hangs",
      [] {
        Scene scene = plainServer([](ServerConnection& connection) { connection.waitUntilClosed(); });
        scene.profile.http.connectTimeout = std::chrono::milliseconds(300);
        return scene;
      },
      {"SDK.ConnectTimeout", ErrorKind::Transport, Delivery::NotSent, 0, 0, false});
}

}  // namespace snsuapi_test
