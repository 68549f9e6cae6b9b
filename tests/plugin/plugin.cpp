// A plug-in as a program would load it: it uses the SDK, and its host knows nothing of that.
#include <future>
#include <snsuapi/snsuapi.hpp>

using namespace snsuapi;

/// Makes calls in every way against a server. @return 0, or the number of the step that failed
extern "C" __attribute__((visibility("default"))) int usePlugin(const char* endpoint, const char* caFile) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  profile.http.caFile = caFile;
  const AcsClient client(profile);
  BandPrecheckRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123);

  if (!client.execute(request)) return 1;
  std::promise<bool> calledBack;
  client.executeAsync(request, [&](const auto& outcome) { calledBack.set_value(static_cast<bool>(outcome)); });
  if (!calledBack.get_future().get()) return 2;
  if (!client.submit(request).get()) return 3;

  request.setPort(0);
  try {
    client.getAcsResponse(request);
    return 4;
  } catch (const ClientException& e) {
    return e.getErrCode() == "SDK.InvalidParameter" ? 0 : 5;
  }
}
