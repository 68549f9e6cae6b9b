#include "faults/fault.hpp"

#include "support/test_profile.hpp"

namespace snsuapi_test {

using namespace snsuapi;

std::vector<Fault> allFaults() {
  std::vector<Fault> faults;
  addConnectionFaults(faults);
  addTlsFaults(faults);
  addProxyFaults(faults);
  addAnswerFaults(faults);
  return faults;
}

ClientProfile patientProfile(const std::string& endpoint) {
  ClientProfile profile =
      DefaultProfile::getProfile("cn-hangzhou", "LTAI-id-of-the-tests", "secret-of-the-tests", "token-of/the+tests==");
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  profile.http.connectTimeout = profile.http.readTimeout = profile.http.totalTimeout = std::chrono::seconds(60);
  return profile;
}

Scene around(std::shared_ptr<ScriptedServer> server) {
  Scene scene;
  scene.profile = patientProfile(server->endpoint());
  scene.arrivals = [server] { return server->arrivals().size(); };
  scene.keptAlive.push_back(std::move(server));
  return scene;
}

Scene served(ScriptedServer::Script script) { return around(std::make_shared<ScriptedServer>(std::move(script))); }

}  // namespace snsuapi_test
