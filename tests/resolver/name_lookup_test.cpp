#include <netdb.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

/// Stands in for the system's resolver, and hangs until it is let go.
class HangingResolver {
 public:
  int lookUp() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++inside_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return released_; });
    --inside_;
    changed_.notify_all();
    return EAI_AGAIN;
  }

  // Ends every look-up, and waits until none is left.
  void release() {
    std::unique_lock<std::mutex> lock(mutex_);
    released_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return inside_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool released_ = false;
  int inside_ = 0;
};

HangingResolver& resolver() {
  static HangingResolver instance;
  return instance;
}

}  // namespace

// libcurl calls this one: a program's own symbols go before those of the C library.
extern "C" int getaddrinfo(const char* name, const char*, const struct addrinfo*, struct addrinfo**) {
  if (std::string_view(name) == "unknown.invalid") return EAI_NONAME;
  return resolver().lookUp();
}

TEST_CASE("A name that does not exist is told as such, and nothing was sent") {
  snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = "http://unknown.invalid:8080";
  profile.http.proxy = "";
  const auto outcome =
      snsuapi::AcsClient(profile).execute(snsuapi::BandPrecheckRequest().setIpAddress("203.0.113.7").setPort(50123));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code() == "SDK.ServerUnreachable");
  CHECK(outcome.error().kind() == snsuapi::ErrorKind::Transport);
  CHECK(outcome.error().delivery() == snsuapi::Delivery::NotSent);
  CHECK(outcome.error().message().find("unknown.invalid:8080") != std::string::npos);
  CHECK(outcome.error().message().find("resolved") != std::string::npos);

  profile.endpoint = "https://snsuapi.invalid";
  profile.http.proxy = "http://unknown.invalid:3128";
  const auto throughProxy =
      snsuapi::AcsClient(profile).execute(snsuapi::BandPrecheckRequest().setIpAddress("203.0.113.7").setPort(50123));
  CHECK(throughProxy.error().code() == "SDK.ServerUnreachable");
  CHECK(throughProxy.error().message().find("proxy") != std::string::npos);
}

TEST_CASE("A name look-up that hangs does not hold a call beyond its connect timeout") {
  using std::chrono::milliseconds;
  snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = "http://name.invalid";
  profile.http.proxy = "";
  profile.http.connectTimeout = milliseconds(50);
  const snsuapi::AcsClient client(profile);
  snsuapi::BandPrecheckRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123);

  // The look-up ends only after the call has: were the call to wait for it, the test would hang.
  const auto outcome = client.execute(request);
  CHECK_FALSE(outcome);
  CHECK(outcome.error().code() == "SDK.ConnectTimeout");
  CHECK(outcome.error().delivery() == snsuapi::Delivery::NotSent);
  resolver().release();
}
