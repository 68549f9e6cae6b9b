#pragma once

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <snsuapi/event_loop.hpp>

namespace snsuapi_test {

/// A program's loop that allocates nothing and checks nothing: for the client's tests that do so themselves.
class FrugalLoop final : public snsuapi::EventLoop {
 public:
  using Clock = std::chrono::steady_clock;

  FrugalLoop() {
    if (pipe(pipe_.data()) != 0) std::abort();
    polled_.fill({-1, 0, 0});
    polled_[0] = {pipe_[0], POLLIN, 0};
  }
  ~FrugalLoop() override {
    for (const int end : pipe_) close(end);
  }

  void watch(snsuapi::SocketHandle socket, bool forReading, bool forWriting) override {
    pollfd* place = find(socket);
    if (place == nullptr) place = find(-1);
    if (place == nullptr) std::abort();
    *place = {forReading || forWriting ? socket : -1,
              static_cast<short>((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0)), 0};
  }
  void setTimer(std::optional<std::chrono::milliseconds> after) override {
    timer_.reset();
    if (after) timer_ = Clock::now() + *after;
  }
  void wakeUp() override { static_cast<void>(!write(pipe_[1], "x", 1)); }

  /// One turn: waits for something, and tells the client: an AcsClient, or what has its three functions.
  template <class Client>
  void turn(const Client& client) {
    std::array<pollfd, kMost> ready = polled_;
    poll(ready.data(), ready.size(), timeToTimer());
    for (const pollfd& each : ready) {
      if (each.fd < 0 || each.revents == 0) continue;
      if (each.fd == pipe_[0]) {
        char taken = 0;
        static_cast<void>(!read(pipe_[0], &taken, 1));
        client.onWakeUp();
      } else {
        const bool hasFailed = (each.revents & (POLLERR | POLLHUP)) != 0;
        client.onSocketReady(each.fd, hasFailed || (each.revents & POLLIN) != 0,
                             hasFailed || (each.revents & POLLOUT) != 0);
      }
    }
    if (timer_ && *timer_ <= Clock::now()) {
      timer_.reset();
      client.onTimer();
    }
  }

 private:
  static constexpr std::size_t kMost = 8;

  int timeToTimer() const {
    if (!timer_) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
  }
  pollfd* find(int descriptor) {
    const auto found =
        std::find_if(polled_.begin(), polled_.end(), [&](const pollfd& each) { return each.fd == descriptor; });
    return found == polled_.end() ? nullptr : &*found;
  }

  std::array<int, 2> pipe_{-1, -1};
  std::array<pollfd, kMost> polled_;
  std::optional<Clock::time_point> timer_;
};

}  // namespace snsuapi_test
