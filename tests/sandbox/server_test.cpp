#include <nlohmann/json.hpp>
#include <snsuapi/http/curl_transport.hpp>
#include <stdexcept>
#include <thread>

#include "sandbox/sandbox_client.hpp"
#include "support/raw_http.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using nlohmann::json;

namespace {

RawAnswer control(const sandbox::Server& server, const std::string& method, const std::string& path) {
  return rawExchange(server.endpoint(), method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
}

}  // namespace

TEST_CASE("Each sandbox has a port and a state of its own, many at once") {
  SandboxClient one;
  SandboxClient other;
  CHECK(one.endpoint() != other.endpoint());
  one.get(precheckRequest());
  CHECK(one.refusal(orderRequest()).empty());
  CHECK(other.refusal(orderRequest()) == "isv.BAND_CHECK_EXPIRE");
}

TEST_CASE("A sandbox on the system's clock serves a client on the system's clock") {
  const sandbox::Server server;
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = server.endpoint();
  profile.http.proxy = "";
  CHECK(AcsClient(profile).getAcsResponse(precheckRequest()).getResultModule().getBandId() == 1000001);
}

TEST_CASE("The sandbox says that it is well") {
  const sandbox::Server server;
  const RawAnswer answer = control(server, "GET", "/_sandbox/health");
  CHECK(answer.status == 200);
  CHECK(json::parse(answer.body).at("status") == "ok");
}

TEST_CASE("A reset brings the sandbox back to its first state, its nonces too") {
  SandboxClient sandbox;
  CommonRequest precheck;
  precheck.setAction("BandPrecheck").putParameter("IpAddress", "203.0.113.7").putParameter("Port", "50123");
  precheck.putParameter("SignatureNonce", "again");
  CHECK(sandbox.refusal(precheck).empty());
  sandbox.order(Direction::Up, 20, true);
  CHECK(sandbox.get(startRequest()).getResultModule());

  CHECK(control(sandbox.server(), "POST", "/_sandbox/reset").status == 200);
  CHECK_FALSE(sandbox.get(statusRequest()).getResultModule().getUploadTarget());
  CHECK(sandbox.refusal(orderRequest()) == "isv.BAND_CHECK_EXPIRE");
  CHECK(sandbox.refusal(precheck).empty());
  CHECK(sandbox.order(Direction::Up, 20, true) == 1);
}

TEST_CASE("The sandbox's own paths say what they take") {
  const sandbox::Server server;
  CHECK(control(server, "POST", "/_sandbox/health").status == 405);
  CHECK(control(server, "GET", "/_sandbox/reset").status == 405);
  CHECK(control(server, "GET", "/_sandbox/nothing").status == 404);
  CHECK(contains(control(server, "GET", "/_sandbox/").body, "/_sandbox/health"));
}

TEST_CASE("A stopped sandbox is stopped at once, even while a client waits in a connection") {
  sandbox::Server server;
  const std::string endpoint = server.endpoint();
  // Half a request: the server waits for the rest.
  std::thread client([&endpoint] {
    CHECK_THROWS_AS(rawExchange(endpoint, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"),
                    std::runtime_error);
  });
  control(server, "GET", "/_sandbox/health");
  server.stop();
  client.join();
  server.stop();
  CHECK_THROWS_AS(rawExchange(endpoint, "GET / HTTP/1.1\r\n\r\n"), std::runtime_error);
}

TEST_CASE("A port that is taken, and a host that is none, are told") {
  const sandbox::Server server;
  sandbox::ServerOptions options;
  const std::string endpoint = server.endpoint();
  options.port = static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)));
  CHECK_THROWS_AS(sandbox::Server(options), std::runtime_error);
  options.port = 0;
  options.host = "host.invalid";
  CHECK_THROWS_AS(sandbox::Server(options), std::runtime_error);
}

TEST_CASE("A body that is too large is refused") {
  const sandbox::Server server;
  HttpOptions options;
  options.proxy = "";
  CurlTransport transport(options);
  HttpRequest request;
  request.method = "POST";
  request.url = server.endpoint() + "/";
  request.body = std::string((std::size_t{1} << 20) + 1, 'x');
  const auto answer = transport.send(request);
  // The server may close before it has read all of it.
  CHECK((!answer || answer->status == 413));
}

TEST_CASE("Starting and stopping many sandboxes leaves nothing behind") {
  for (int i = 0; i < 50; ++i) {
    SandboxClient sandbox;
    CHECK(sandbox.refusal(precheckRequest()).empty());
  }
}
