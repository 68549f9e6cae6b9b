// The SDK in a program that has a loop of its own and wants no threads: a bare poll(), which is what a router's daemon
// has beneath OpenWrt's uloop. Prechecks several lines at once, on one thread.
//
//     event_loop_poll [IP PORT]...
//
// The key comes from the environment, and so may the endpoint: see band_precheck.cpp.

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

using namespace snsuapi;

namespace {

/// The program's loop. What the client asks of it are the three overrides; what it tells the client is in turn().
class Loop final : public EventLoop {
 public:
  Loop() {
    if (pipe2(wakeUp_, O_CLOEXEC | O_NONBLOCK) != 0) {
      std::cerr << "no pipe: too many open files\n";
      std::exit(EXIT_FAILURE);
    }
  }
  ~Loop() override {
    close(wakeUp_[0]);
    close(wakeUp_[1]);
  }

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    sockets_.erase(socket);
    if (forReading || forWriting) {
      sockets_[socket] = static_cast<short>((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0));
    }
  }

  void setTimer(std::optional<std::chrono::milliseconds> after) override {
    timer_.reset();
    if (after) timer_ = Clock::now() + *after;
  }

  void wakeUp() override {
    // From any thread; a pipe that is full wakes as well.
    [[maybe_unused]] const ssize_t written = write(wakeUp_[1], "x", 1);
  }

  /// Waits until something has happened, and tells the client.
  void turn(const AcsClient& client) {
    std::vector<pollfd> polled = {{wakeUp_[0], POLLIN, 0}};
    for (const auto& [socket, events] : sockets_) polled.push_back({socket, events, 0});
    if (poll(polled.data(), static_cast<nfds_t>(polled.size()), patience()) < 0) return;  // a signal

    if (polled[0].revents != 0) {
      char taken[64];
      while (read(wakeUp_[0], taken, sizeof taken) > 0) {
      }
      client.onWakeUp();
    }
    for (std::size_t i = 1; i < polled.size(); ++i) {
      const short events = polled[i].revents;
      // What failed shows when it is read or written: so either may be tried.
      const bool failed = (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
      if (events != 0) client.onSocketReady(polled[i].fd, failed || events & POLLIN, failed || events & POLLOUT);
    }
    if (timer_ && *timer_ <= Clock::now()) {
      timer_.reset();
      client.onTimer();
    }
  }

 private:
  using Clock = std::chrono::steady_clock;

  // In milliseconds, as poll() wants it: until the timer, or for ever.
  int patience() const {
    if (!timer_) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
  }

  int wakeUp_[2] = {-1, -1};
  std::map<SocketHandle, short> sockets_;
  std::optional<Clock::time_point> timer_;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<BandPrecheckRequest> lines;
  for (int i = 1; i + 1 < argc; i += 2) {
    lines.push_back(BandPrecheckRequest().setIpAddress(argv[i]).setPort(std::atoi(argv[i + 1])));
  }
  for (const char* ip : {"203.0.113.7", "100.64.0.1", "100.65.0.2"}) {
    if (argc < 3) lines.push_back(BandPrecheckRequest().setIpAddress(ip).setPort(50123));
  }

  const auto loop = std::make_shared<Loop>();
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou");  // the key comes from the environment
  if (const char* endpoint = std::getenv("SNSUAPI_ENDPOINT")) profile.endpoint = endpoint;
  profile.async.eventLoop = loop;
  const AcsClient client(profile);

  std::size_t ended = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    client.executeAsync(lines[i], [&ended, number = i + 1](const Outcome<BandPrecheckResponse>& outcome) {
      std::cout << "line " << number << ": "
                << (outcome ? std::to_string(outcome->getResultModule().getBandOfferList().size()) + " offers"
                            : outcome.error().toString())
                << '\n';
      ++ended;
    });
  }
  while (ended < lines.size()) loop->turn(client);
}
