// A program without exceptions and RTTI, on a library without them. It ends well when each call ends as it must.
#include <snsuapi/c/snsuapi.h>

#include <cstdio>
#include <cstring>
#include <snsuapi/snsuapi.hpp>

using namespace snsuapi;

namespace {

bool endsWith(const char* code, const Outcome<BandPrecheckResponse>& outcome) {
  if (!outcome && outcome.error().code() == code) return true;
  std::fprintf(stderr, "no_exceptions_test: %s instead of %s\n", outcome.error().toString().c_str(), code);
  return false;
}

/// Says no to every request, without a network.
class RefusingTransport final : public HttpTransport {
 public:
  Outcome<HttpResponse> send(const HttpRequest&) override {
    HttpResponse response;
    response.status = 200;
    response.body = R"({"RequestId":"r-1","Code":"isv.BAND_CHECK_EXPIRE","Message":"precheck again"})";
    return response;
  }
};

bool cSaysThatAPortIsMissing() {
  snsuapi_profile* profile = snsuapi_profile_create();
  snsuapi_client* client = nullptr;
  snsuapi_error* error = snsuapi_client_create(profile, &client);
  snsuapi_request* request = snsuapi_request_create(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_set_text(request, SNSUAPI_IP_ADDRESS, "203.0.113.7");
  snsuapi_response* response = nullptr;
  if (error == nullptr) error = snsuapi_client_execute(client, request, &response);
  const bool said = std::strncmp(snsuapi_error_message(error), "Port is required", 16) == 0;
  snsuapi_error_destroy(error);
  snsuapi_request_destroy(request);
  snsuapi_client_destroy(client);
  snsuapi_profile_destroy(profile);
  return said;
}

}  // namespace

int main() {
  if (!cSaysThatAPortIsMissing()) return 1;
  const AcsClient client(DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret"),
                         std::make_shared<RefusingTransport>());
  BandPrecheckRequest request;
  if (!endsWith("SDK.InvalidParameter", client.execute(request))) return 1;
  request.setIpAddress("203.0.113.7").setPort(50123);
  if (!endsWith("isv.BAND_CHECK_EXPIRE", client.execute(request))) return 1;
  if (!endsWith("isv.BAND_CHECK_EXPIRE", client.submit(request).get())) return 1;
  return 0;
}
