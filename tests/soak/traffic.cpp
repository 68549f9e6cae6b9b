#include "traffic.hpp"

#include <array>
#include <thread>
#include <utility>
#include <vector>

namespace snsuapi_soak {

using namespace snsuapi;
using std::chrono::milliseconds;

namespace {

constexpr int kThreads = 8;
constexpr std::size_t kMostUnderWay = 64;
// One call in so many meets a fault.
constexpr std::int64_t kCallsPerFault = 20;
constexpr std::int64_t kCallsPerClient = 1000;

constexpr std::array<const char*, 18> kFaults = {R"({"fault": "code", "httpStatus": 500)",
                                                 R"({"fault": "code", "code": "Throttling.User", "httpStatus": 400)",
                                                 R"({"fault": "delay", "milliseconds": 20)",
                                                 R"({"fault": "delay", "milliseconds": 800)",
                                                 R"({"fault": "hang")",
                                                 R"({"fault": "cut")",
                                                 R"({"fault": "wrong-length")",
                                                 R"({"fault": "garbage")",
                                                 R"({"fault": "empty")",
                                                 R"({"fault": "html")",
                                                 R"({"fault": "huge", "bytes": 2000000)",
                                                 R"({"fault": "reset-before")",
                                                 R"({"fault": "reset-after")",
                                                 R"({"fault": "close")",
                                                 R"({"fault": "close", "carriedOut": true)",
                                                 R"({"fault": "drip", "milliseconds": 1)",
                                                 R"({"fault": "expired-clock")",
                                                 R"({"fault": "redirect")"};

ClientProfile profileFor(const std::string& endpoint, const std::string& caFile) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  profile.http.caFile = caFile;
  profile.http.readTimeout = milliseconds(500);  // of hanging calls; all others have time enough on a busy machine
  profile.http.connectTimeout = profile.http.totalTimeout = std::chrono::minutes(2);
  profile.http.maxConnections = 8;
  profile.async.maxConnectionsPerHost = 32;
  return profile;
}

BandPrecheckRequest precheck() { return BandPrecheckRequest().setIpAddress("203.0.113.7").setPort(50123); }
BandStatusQueryRequest status() { return BandStatusQueryRequest().setBandId(1000001); }
// It starts nothing, for want of an order, and so costs nothing.
BandStartSpeedUpRequest start() {
  return BandStartSpeedUpRequest()
      .setIpAddress("203.0.113.7")
      .setPort(50123)
      .setBandId(1000001)
      .setDirection(Direction::Up)
      .setTargetBandwidth(20);
}

CallOptions optionsOf(std::int64_t number) {
  CallOptions options;
  if (number % 3 == 0) options.retry = 2;
  options.retry.baseDelay = milliseconds(1);
  return options;
}

}  // namespace

Traffic::Traffic(std::string endpoint, const std::string& caFile)
    : endpoint_(std::move(endpoint)),
      profile_(profileFor(endpoint_, caFile)),
      client_(profile_),
      sideEntrance_(profile_.http) {}

void Traffic::run(std::int64_t calls) {
  std::atomic<std::int64_t> left{calls};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([this, &left] { work(left); });
  for (std::thread& thread : threads) thread.join();
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return underWay_ == 0; });
}

void Traffic::work(std::atomic<std::int64_t>& left) {
  for (std::int64_t number = left--; number > 0; number = left--) {
    if (number % kCallsPerFault == 0) armNextFault();
    if (number % kCallsPerClient == 0) {
      useClientOfItsOwn();
    } else {
      call(number);
    }
  }
}

void Traffic::call(std::int64_t number) {
  switch (number % 5) {
    case 0:
      return callWith(precheck(), number);
    case 1:
      return callWith(start(), number);
    default:
      return callWith(status(), number);
  }
}

template <class Request>
void Traffic::callWith(const Request& request, std::int64_t number) {
  const CallOptions options = optionsOf(number);
  const std::int64_t how = number % 7;
  if (how == 0) return end(client_.execute(request, options));
  if (how == 1) return end(client_.submit(request, options).get());
  begin();
  const Call call = client_.executeAsync(
      request,
      [this](const auto& outcome) {
        end(outcome);
        const std::lock_guard<std::mutex> lock(mutex_);
        --underWay_;
        changed_.notify_all();
      },
      options);
  if (number % 50 == 0) call.cancel();
}

void Traffic::armNextFault() {
  HttpRequest request;
  request.method = "POST";
  request.url = endpoint_ + "/_sandbox/faults";
  request.body = kFaults[faultsArmed_++ % kFaults.size()] + std::string(R"(, "times": 1})");
  request.connectTimeout = request.readTimeout = request.totalTimeout = std::chrono::minutes(1);
  const Outcome<HttpResponse> answer = sideEntrance_.send(request);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!answer || answer->status >= 300) ++codes_["no fault could be armed"];
}

template <class Response>
void Traffic::end(const Outcome<Response>& outcome) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++codes_[outcome ? "OK" : outcome.error().code()];
}

// Waits until there is room for one more.
void Traffic::begin() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return underWay_ < kMostUnderWay; });
  ++underWay_;
}

void Traffic::useClientOfItsOwn() {
  const AcsClient client(profile_);
  end(client.execute(status()));
  end(client.submit(status()).get());
  client.executeAsync(status(), [this](const auto& outcome) { end(outcome); });  // cancelled, most likely
}

}  // namespace snsuapi_soak
