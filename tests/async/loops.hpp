#pragma once

#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <thread>

#include "async/async.hpp"

namespace snsuapi_test {

/// A loop such as a program may have: one timer, a pipe to be woken by, and the sockets, of which the derived classes
/// know when they are ready. It checks that it is called as event_loop.hpp says.
class HostLoop : public snsuapi::EventLoop {
 public:
  HostLoop() { REQUIRE(pipe(pipe_.data()) == 0); }
  ~HostLoop() override {
    for (const int end : pipe_) close(end);
  }

  void watch(snsuapi::SocketHandle socket, bool forReading, bool forWriting) override {
    CHECK(std::this_thread::get_id() == thread_);
    change(socket, forReading, forWriting);
    if (!forReading && !forWriting) {
      watched_.erase(socket);
    } else {
      watched_[socket] = {forReading, forWriting};
    }
  }
  void setTimer(std::optional<std::chrono::milliseconds> after) override {
    CHECK(std::this_thread::get_id() == thread_);
    timer_.reset();
    if (after) timer_ = std::chrono::steady_clock::now() + *after;
  }
  void wakeUp() override { CHECK(write(pipe_[1], "x", 1) == 1); }

  /// One turn: waits for something, and tells the client.
  void turn(const snsuapi::AcsClient& client) {
    int wait = -1;
    if (timer_) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - std::chrono::steady_clock::now());
      wait = static_cast<int>(std::max<std::int64_t>(0, left.count()));
    }
    for (const Ready& each : waitForSome(wait)) {
      if (each.descriptor == pipe_[0]) {
        char taken = 0;
        CHECK(read(pipe_[0], &taken, 1) == 1);
        client.onWakeUp();
      } else {
        client.onSocketReady(each.descriptor, each.readable, each.writable);
      }
    }
    if (timer_ && *timer_ <= std::chrono::steady_clock::now()) {
      timer_.reset();
      client.onTimer();
    }
  }
  bool isWatching() const { return !watched_.empty(); }

 protected:
  struct Interest {
    bool reading;
    bool writing;
  };
  struct Ready {
    int descriptor;
    bool readable;
    bool writable;
  };

  /// Before watched() knows of it.
  virtual void change(snsuapi::SocketHandle socket, bool forReading, bool forWriting) = 0;
  virtual std::vector<Ready> waitForSome(int milliseconds) = 0;

  int wakeUpDescriptor() const { return pipe_[0]; }
  const std::map<snsuapi::SocketHandle, Interest>& watched() const { return watched_; }

 private:
  const std::thread::id thread_ = std::this_thread::get_id();
  std::array<int, 2> pipe_{-1, -1};
  std::map<snsuapi::SocketHandle, Interest> watched_;
  std::optional<std::chrono::steady_clock::time_point> timer_;
};

class PollLoop final : public HostLoop {
  void change(snsuapi::SocketHandle, bool, bool) override {}

  std::vector<Ready> waitForSome(int milliseconds) override {
    std::vector<pollfd> all = {{wakeUpDescriptor(), POLLIN, 0}};
    for (const auto& [socket, interest] : watched()) {
      all.push_back(
          {socket, static_cast<short>((interest.reading ? POLLIN : 0) | (interest.writing ? POLLOUT : 0)), 0});
    }
    poll(all.data(), all.size(), milliseconds);
    std::vector<Ready> ready;
    for (const pollfd& each : all) {
      if (each.revents == 0) continue;
      const bool failed = (each.revents & (POLLERR | POLLHUP)) != 0;
      ready.push_back({each.fd, failed || (each.revents & POLLIN) != 0, failed || (each.revents & POLLOUT) != 0});
    }
    return ready;
  }
};

/// Level-triggered. The kernel keeps what is watched here, and forgets a socket when it is closed.
class EpollLoop final : public HostLoop {
 public:
  EpollLoop() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    REQUIRE(epoll_ >= 0);
    control(EPOLL_CTL_ADD, wakeUpDescriptor(), EPOLLIN);
  }
  ~EpollLoop() override { close(epoll_); }

 private:
  void change(snsuapi::SocketHandle socket, bool forReading, bool forWriting) override {
    const bool isWatched = watched().count(socket) != 0;
    if (!forReading && !forWriting) {
      if (isWatched) epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr);  // fails when it is closed already
    } else {
      control(isWatched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket,
              (forReading ? EPOLLIN : 0U) | (forWriting ? EPOLLOUT : 0U));
    }
  }

  std::vector<Ready> waitForSome(int milliseconds) override {
    std::array<epoll_event, 8> events{};
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds);
    std::vector<Ready> ready;
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      const bool failed = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
      ready.push_back(
          {event.data.fd, failed || (event.events & EPOLLIN) != 0, failed || (event.events & EPOLLOUT) != 0});
    }
    return ready;
  }

  void control(int what, int descriptor, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    CHECK(epoll_ctl(epoll_, what, descriptor, &event) == 0);
  }

  const int epoll_;
};

}  // namespace snsuapi_test
