#include "faults/fault.hpp"

namespace snsuapi_test {

using namespace snsuapi;

namespace {

// A proxy for an https endpoint, which is asked for a tunnel. The CONNECT is no request of ours.
Scene proxied(ScriptedServer::Script script) {
  Scene scene = served(std::move(script));
  scene.profile.http.proxy = scene.profile.endpoint;
  scene.profile.endpoint = "https://snsuapi.invalid";
  scene.arrivals = [] { return std::size_t{0}; };
  return scene;
}

const Told kNoWay{"SDK.ServerUnreachable", ErrorKind::Transport, Delivery::NotSent, 0, 0, false};

}  // namespace

void addProxyFaults(std::vector<Fault>& faults) {
  const auto add = [&](const char* name, std::function<Scene()> setUp, const Told& told) {
    faults.push_back({"The proxy", name, std::move(setUp), told});
  };
  add(
      "can't be reached",
      [] {
        Scene scene;
        scene.profile = patientProfile("https://snsuapi.invalid");
        scene.profile.http.proxy = "http://127.0.0.1:" + std::to_string(unusedPort());
        return scene;
      },
      kNoWay);
  add(
      "refuses",
      [] {
        return proxied([](ServerConnection& connection) {
          if (connection.readRequest()) connection.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        });
      },
      kNoWay);
  add(
      "wants a password",
      [] {
        return proxied([](ServerConnection& connection) {
          while (connection.readRequest()) {
            connection.write("HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
          }
        });
      },
      kNoWay);
  add("hangs",
      [] {
        Scene scene = proxied([](ServerConnection& connection) { connection.waitUntilClosed(); });
        scene.profile.http.connectTimeout = std::chrono::milliseconds(300);
        return scene;
      },
      {"SDK.ConnectTimeout", ErrorKind::Transport, Delivery::NotSent, 0, 0, false});
}

}  // namespace snsuapi_test
