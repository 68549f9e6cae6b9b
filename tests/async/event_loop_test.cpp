#include <poll.h>
#include <unistd.h>

#include <map>
#include <thread>

#include "async/async.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

/// A loop such as a program may have: poll(), one timer, a pipe to be woken by.
class PollLoop final : public EventLoop {
 public:
  PollLoop() { REQUIRE(pipe(pipe_) == 0); }
  ~PollLoop() override {
    close(pipe_[0]);
    close(pipe_[1]);
  }

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    CHECK(std::this_thread::get_id() == thread_);
    if (!forReading && !forWriting) {
      watched_.erase(socket);
    } else {
      watched_[socket] = static_cast<short>((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0));
    }
  }
  void setTimer(std::optional<std::chrono::milliseconds> after) override {
    CHECK(std::this_thread::get_id() == thread_);
    timer_.reset();
    if (after) timer_ = std::chrono::steady_clock::now() + *after;
  }
  void wakeUp() override { CHECK(write(pipe_[1], "x", 1) == 1); }

  /// One turn: waits for something, and tells the client.
  void turn(const AcsClient& client) {
    std::vector<pollfd> all = {{pipe_[0], POLLIN, 0}};
    for (const auto& [socket, events] : watched_) all.push_back({socket, events, 0});
    int wait = -1;
    if (timer_) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - std::chrono::steady_clock::now());
      wait = static_cast<int>(std::max<std::int64_t>(0, left.count()));
    }
    ::poll(all.data(), all.size(), wait);
    if (all[0].revents != 0) {
      char taken = 0;
      CHECK(read(pipe_[0], &taken, 1) == 1);
      client.onWakeUp();
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (all[i].revents == 0) continue;
      const bool failed = (all[i].revents & (POLLERR | POLLHUP)) != 0;
      client.onSocketReady(all[i].fd, failed || (all[i].revents & POLLIN) != 0,
                           failed || (all[i].revents & POLLOUT) != 0);
    }
    if (timer_ && *timer_ <= std::chrono::steady_clock::now()) {
      timer_.reset();
      client.onTimer();
    }
  }
  bool isWatching() const { return !watched_.empty(); }

 private:
  const std::thread::id thread_ = std::this_thread::get_id();
  int pipe_[2] = {-1, -1};
  std::map<SocketHandle, short> watched_;
  std::optional<std::chrono::steady_clock::time_point> timer_;
};

ClientProfile profileWith(const std::shared_ptr<EventLoop>& loop, const std::string& endpoint) {
  ClientProfile profile = profileFor(endpoint);
  profile.async.eventLoop = loop;
  return profile;
}

}  // namespace

TEST_CASE("Calls are driven by the program's own loop, with callbacks on its thread") {
  ScriptedServer server(answerAll);
  const auto loop = std::make_shared<PollLoop>();
  const AcsClient client(profileWith(loop, server.endpoint()));
  int ended = 0;
  for (int i = 0; i < 50; ++i) {
    client.executeAsync(precheckRequest(), [&, thread = std::this_thread::get_id()](const auto& outcome) {
      CHECK(outcome);
      CHECK(std::this_thread::get_id() == thread);
      ++ended;
    });
  }
  CHECK(ended == 0);  // nothing runs before the loop does
  while (ended < 50) loop->turn(client);
}

TEST_CASE("On the program's own loop, calls time out, are retried and are cancelled") {
  ScriptedServer server(staySilent);
  const auto loop = std::make_shared<PollLoop>();
  const AcsClient client(profileWith(loop, server.endpoint()));
  CallOptions options;
  options.readTimeout = std::chrono::milliseconds(10);
  options.retry = 2;
  options.retry.baseDelay = std::chrono::milliseconds(1);
  Outcomes outcomes;
  client.executeAsync(precheckRequest(), outcomes.callback(), options);
  while (outcomes.codes().empty()) loop->turn(client);
  CHECK(outcomes.codes() == Codes{"SDK.ReadTimeout"});
  CHECK(server.arrivals().size() == 3);
  const Call call = client.executeAsync(precheckRequest(), outcomes.callback());
  while (server.arrivals().size() < 4) loop->turn(client);
  call.cancel();
  while (outcomes.codes().size() < 2) loop->turn(client);
  CHECK(outcomes.codes()[1] == "SDK.Cancelled");
}

TEST_CASE("A client on the program's own loop has no thread, and lets go of the loop when it is closed") {
  ScriptedServer server(staySilent);
  const auto loop = std::make_shared<PollLoop>();
  Outcomes outcomes;
  {
    const AcsClient client(profileWith(loop, server.endpoint()));
    client.executeAsync(precheckRequest(), outcomes.callback());
    while (server.arrivals().empty()) loop->turn(client);
    CHECK(loop->isWatching());
    CHECK(client.close());
    CHECK(outcomes.codes() == Codes{"SDK.Cancelled"});
    CHECK_FALSE(loop->isWatching());
    client.onWakeUp();  // too late, and harmless
    client.onTimer();
  }
  CHECK_FALSE(loop->isWatching());
}
