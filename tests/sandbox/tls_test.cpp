#include <unistd.h>

#include <fstream>

#include "sandbox/sandbox_client.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

sandbox::ServerOptions withTls() {
  sandbox::ServerOptions options;
  options.tls = true;
  return options;
}

AcsClient clientThatTrusts(const SandboxClient& sandbox, const std::string& caFile) {
  ClientProfile profile = sandbox.profile();
  profile.http.caFile = caFile;
  return AcsClient(profile);
}

bool exists(const std::string& file) { return access(file.c_str(), F_OK) == 0; }

}  // namespace

TEST_CASE("With TLS the service is served to clients that trust its certificate, and to no other") {
  SandboxClient sandbox(withTls());
  CHECK(sandbox.endpoint().rfind("https://127.0.0.1:", 0) == 0);
  const AcsClient client = clientThatTrusts(sandbox, sandbox.server().certificateFile());
  CHECK(client.getAcsResponse(precheckRequest()).getResultModule().getBandId() == 1000001);
  CHECK(client.getAcsResponse(orderRequest()).getResultModule().getLxOrderId() == 1);
  CHECK(sandbox.client().execute(precheckRequest()).error().code() == "SDK.TlsFailure");
}

TEST_CASE("Each sandbox has a certificate of its own, which goes with it") {
  std::string file;
  {
    SandboxClient one(withTls());
    SandboxClient other(withTls());
    file = one.server().certificateFile();
    CHECK(exists(file));
    CHECK(file != other.server().certificateFile());
    CHECK(clientThatTrusts(other, file).execute(precheckRequest()).error().code() == "SDK.TlsFailure");
  }
  CHECK_FALSE(exists(file));
}

TEST_CASE("The certificate is good for localhost and the loopback addresses") {
  SandboxClient sandbox(withTls());
  const AcsClient client = clientThatTrusts(sandbox, sandbox.server().certificateFile());
  CallOptions options;
  const std::string endpoint = sandbox.endpoint();
  options.endpoint = "https://localhost" + endpoint.substr(endpoint.rfind(':'));
  CHECK(client.execute(precheckRequest(), options));
  sandbox::ServerOptions six = withTls();
  six.host = "::1";
  SandboxClient other(six);
  CHECK(clientThatTrusts(other, other.server().certificateFile()).execute(precheckRequest()));
}

TEST_CASE("The certificate holds no private key, and its place may be chosen") {
  sandbox::ServerOptions options = withTls();
  options.certificateFile = "/tmp/snsuapi-sandbox-test-" + std::to_string(getpid()) + ".pem";
  {
    const sandbox::Server server(options);
    CHECK(server.certificateFile() == options.certificateFile);
    std::ifstream file(options.certificateFile);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(contains(text, "BEGIN CERTIFICATE"));
    CHECK_FALSE(contains(text, "PRIVATE"));
  }
  CHECK_FALSE(exists(options.certificateFile));
  options.certificateFile = "/nowhere/certificate.pem";
  CHECK_THROWS_WITH(sandbox::Server(options), Catch::Matchers::Contains("/nowhere/certificate.pem"));
}

TEST_CASE("Faults of the connection are met through TLS, too") {
  SandboxClient sandbox(withTls());
  const AcsClient client = clientThatTrusts(sandbox, sandbox.server().certificateFile());
  for (const char* fault : {"close", "reset-after", "reset-before"}) {
    CAPTURE(fault);
    CHECK(client.execute(precheckRequest()));
    sandbox.server().control("POST", "/_sandbox/faults", R"({"times":1,"fault":")" + std::string(fault) + R"("})");
    const Error error = client.execute(precheckRequest()).error();
    CHECK(error.code() == "SDK.ServerUnreachable");
    CHECK(error.delivery() == Delivery::Unknown);
  }
  sandbox.server().control("POST", "/_sandbox/faults", R"({"times":1,"fault":"cut"})");
  CHECK(client.execute(precheckRequest()).error().code() == "SDK.InvalidServerResponse");
  CHECK(client.execute(precheckRequest()));
}

TEST_CASE("A client that speaks no TLS, and one that says nothing, are no trouble") {
  SandboxClient sandbox(withTls());
  const std::string endpoint = sandbox.endpoint();
  CHECK_THROWS_AS(rawExchange(endpoint, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), std::runtime_error);
  CHECK(clientThatTrusts(sandbox, sandbox.server().certificateFile()).execute(precheckRequest()));
}
