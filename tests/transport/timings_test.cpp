#include <mutex>
#include <vector>

#include "transport/network_client.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

class Records final : public CallObserver {
 public:
  void onAttempt(const AttemptRecord& record) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex);
    timings.push_back(record.timings);
    codes.emplace_back(record.code);
    statuses.push_back(record.httpStatus);
  }
  std::mutex mutex;
  std::vector<HttpTimings> timings;
  std::vector<std::string> codes;
  std::vector<int> statuses;
};

constexpr std::chrono::microseconds kNone{0};

}  // namespace

TEST_CASE("An attempt's timings tell when it was connected, when its answer began and when it was whole") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
  });
  const auto records = std::make_shared<Records>();
  ClientProfile profile = networkProfile(server.endpoint());
  profile.observer = records;
  const AcsClient client(profile);
  CHECK(client.execute(precheckRequest()));
  CHECK(client.execute(precheckRequest()));
  CHECK(client.submit(precheckRequest()).get());
  REQUIRE(records->timings.size() == 3);
  const HttpTimings fresh = records->timings[0];
  CHECK(fresh.connect > kNone);
  CHECK(fresh.tls == kNone);
  CHECK(fresh.firstByte >= fresh.connect);
  CHECK(fresh.total >= fresh.firstByte);
  const HttpTimings kept = records->timings[1];
  CHECK(kept.nameLookup + kept.connect + kept.tls == kNone);
  CHECK(kept.firstByte > kNone);
  CHECK(kept.total >= kept.firstByte);
  CHECK(records->timings[2].firstByte > kNone);
  CHECK(records->statuses == std::vector<int>{200, 200, 200});
}

TEST_CASE("An attempt that fails, or is cancelled on its way, has timings, too") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) {
    }
  });
  const auto records = std::make_shared<Records>();
  ClientProfile profile = networkProfile(server.endpoint());
  profile.observer = records;
  profile.http.readTimeout = std::chrono::milliseconds(20);
  const AcsClient client(profile);
  CHECK_FALSE(client.execute(precheckRequest()));
  CallOptions options;
  options.readTimeout = std::chrono::seconds(60);
  std::promise<void> ended;
  const Call call = client.executeAsync(
      precheckRequest(), [&ended](const auto&) { ended.set_value(); }, options);
  server.waitForArrivals(2);
  call.cancel();
  ended.get_future().get();
  REQUIRE(records->codes == std::vector<std::string>{"SDK.ReadTimeout", "SDK.Cancelled"});
  for (const HttpTimings& timings : records->timings) {
    CHECK(timings.connect > kNone);
    CHECK(timings.firstByte == kNone);
    CHECK(timings.total >= timings.connect);
  }
  CHECK(records->timings[0].total >= std::chrono::milliseconds(20));
}
