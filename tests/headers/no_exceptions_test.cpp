// A program without exceptions and RTTI, on a library without them. It ends well when each call ends as it must.
#include <cstdio>
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

}  // namespace

int main() {
  const AcsClient client(DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret"),
                         std::make_shared<RefusingTransport>());
  BandPrecheckRequest request;
  if (!endsWith("SDK.InvalidParameter", client.execute(request))) return 1;
  request.setIpAddress("203.0.113.7").setPort(50123);
  if (!endsWith("isv.BAND_CHECK_EXPIRE", client.execute(request))) return 1;
  if (!endsWith("isv.BAND_CHECK_EXPIRE", client.submit(request).get())) return 1;
  return 0;
}
