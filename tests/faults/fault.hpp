#pragma once

#include <functional>
#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

#include "support/scripted_server.hpp"

namespace snsuapi_test {

/// What a program is told of a fault, and what the server has seen of it.
struct Told {
  std::string code;
  snsuapi::ErrorKind kind;
  snsuapi::Delivery delivery;
  int httpStatus;
  std::size_t arrivals;  ///< of whole requests, on any connection
  bool mayHaveBeenCarriedOut;
};

/// A fault that is set up, with real sockets.
struct Scene {
  snsuapi::ClientProfile profile;
  std::vector<std::shared_ptr<void>> keptAlive;
  std::function<std::size_t()> arrivals = [] { return std::size_t{0}; };
  /// Whether a call that succeeds goes before, on the connection that the fault then is on.
  bool isSecondCall = false;
};

struct Fault {
  std::string group;
  std::string name;
  std::function<Scene()> setUp;
  Told told;
};

/// All of them, in the order of the documentation's table.
std::vector<Fault> allFaults();

void addConnectionFaults(std::vector<Fault>& faults);
void addTlsFaults(std::vector<Fault>& faults);
void addProxyFaults(std::vector<Fault>& faults);
void addAnswerFaults(std::vector<Fault>& faults);

/// A profile whose timeouts are far longer than any fault takes, with a temporary key.
snsuapi::ClientProfile patientProfile(const std::string& endpoint);
/// A scene around a server of its own.
Scene served(ScriptedServer::Script script);
Scene around(std::shared_ptr<ScriptedServer> server);

}  // namespace snsuapi_test
