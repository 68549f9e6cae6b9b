#include "faults/fault.hpp"
#include "support/requests.hpp"

namespace snsuapi_test {

using namespace snsuapi;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kShort{300};  // and long enough for a busy machine to connect, and to send

const Told kUnreachable{"SDK.ServerUnreachable", ErrorKind::Transport, Delivery::NotSent, 0, 0, false};
const Told kLost{"SDK.ServerUnreachable", ErrorKind::Transport, Delivery::Unknown, 0, 1, true};
const Told kLostHalfway{"SDK.ServerUnreachable", ErrorKind::Transport, Delivery::Unknown, 0, 0, true};
const Told kSilent{"SDK.ReadTimeout", ErrorKind::Transport, Delivery::Unknown, 0, 1, true};

void staySilent(ServerConnection& connection) {
  while (connection.readRequest()) {
  }
}

// Answers the first request of a connection well, and does this with the second.
Scene onSecondRequest(std::function<void(ServerConnection&)> then) {
  Scene scene = served([then = std::move(then)](ServerConnection& connection) {
    const auto first = connection.readRequest();
    if (!first) return;
    const bool isOrder = first->body.find("BandOfferOrder") != std::string::npos;
    connection.write(httpAnswer(200, isOrder ? kOrderBody : kPrecheckBody));
    if (connection.readRequest()) then(connection);
  });
  scene.isSecondCall = true;
  return scene;
}

}  // namespace

void addConnectionFaults(std::vector<Fault>& faults) {
  const std::string group = "The way to the server";
  const auto add = [&](const char* name, std::function<Scene()> setUp, const Told& told) {
    faults.push_back({group, name, std::move(setUp), told});
  };
  add(
      "the host's name is unknown (DNS)",
      [] {
        Scene scene;
        scene.profile = patientProfile("http://snsuapi.invalid");
        return scene;
      },
      kUnreachable);
  add(
      "the connection is refused",
      [] {
        Scene scene;
        scene.profile = patientProfile("http://127.0.0.1:" + std::to_string(unusedPort()));
        return scene;
      },
      kUnreachable);
  add("the connection hangs",
      [] {
        const auto listener = std::make_shared<HangingListener>();
        Scene scene;
        scene.profile = patientProfile("http://127.0.0.1:" + std::to_string(listener->port()));
        scene.profile.http.connectTimeout = kShort;
        scene.keptAlive.push_back(listener);
        return scene;
      },
      {"SDK.ConnectTimeout", ErrorKind::Transport, Delivery::NotSent, 0, 0, false});
  add(
      "reset within the request",
      [] {
        return served([](ServerConnection& connection) {
          connection.readSome(20);
          connection.reset();
        });
      },
      kLostHalfway);
  add(
      "reset after the request",
      [] {
        return served([](ServerConnection& connection) {
          connection.readRequest();
          connection.reset();
        });
      },
      kLost);
  add(
      "closed after the request, on a fresh connection",
      [] { return served([](ServerConnection& connection) { connection.readRequest(); }); }, kLost);
  add(
      "closed after the request, on a reused connection", [] { return onSecondRequest([](ServerConnection&) {}); },
      kLost);
  add(
      "reset after the request, on a reused connection",
      [] { return onSecondRequest([](ServerConnection& connection) { connection.reset(); }); }, kLost);
  add(
      "no answer",
      [] {
        Scene scene = served(&staySilent);
        scene.profile.http.readTimeout = kShort;
        return scene;
      },
      kSilent);
  add(
      "no answer until the total timeout",
      [] {
        Scene scene = served(&staySilent);
        scene.profile.http.totalTimeout = kShort;
        return scene;
      },
      kSilent);
}

}  // namespace snsuapi_test
