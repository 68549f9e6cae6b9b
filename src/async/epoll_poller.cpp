#if defined(__linux__)

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>

#include "async/poller.hpp"

namespace snsuapi {
namespace internal {

namespace {

class EpollPoller final : public Poller {
 public:
  EpollPoller() : epoll_(epoll_create1(EPOLL_CLOEXEC)), wakeUp_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (isGood()) control(EPOLL_CTL_ADD, wakeUp_, EPOLLIN);
  }
  ~EpollPoller() override {
    if (epoll_ >= 0) close(epoll_);
    if (wakeUp_ >= 0) close(wakeUp_);
  }

  bool isGood() const { return epoll_ >= 0 && wakeUp_ >= 0; }

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    if (!forReading && !forWriting) {
      control(EPOLL_CTL_DEL, socket, 0);
      return;
    }
    const std::uint32_t events = (forReading ? EPOLLIN : 0U) | (forWriting ? EPOLLOUT : 0U);
    // libcurl watches a socket anew for each exchange, and seldom changes what for.
    if (!control(EPOLL_CTL_ADD, socket, events)) control(EPOLL_CTL_MOD, socket, events);
  }

  void wakeUp() override {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wakeUp_, &one, sizeof one);  // fails only when it is awake already
  }

  bool wait(std::optional<std::chrono::milliseconds> time, std::vector<Ready>& ready) override {
    constexpr std::int64_t kLongest = std::numeric_limits<int>::max();
    std::array<epoll_event, kMostReady> events;
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                 time ? static_cast<int>(std::min<std::int64_t>(time->count(), kLongest)) : -1);
    bool woken = false;
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      if (event.data.fd == wakeUp_) {
        std::uint64_t count64 = 0;
        [[maybe_unused]] const ssize_t taken = read(wakeUp_, &count64, sizeof count64);
        woken = true;
      } else {
        // An error shows when the socket is read or written, whichever is waited for.
        const bool failed = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        ready.push_back(
            {event.data.fd, failed || (event.events & EPOLLIN) != 0, failed || (event.events & EPOLLOUT) != 0});
      }
    }
    return woken;
  }

 private:
  bool control(int what, int descriptor, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    return epoll_ctl(epoll_, what, descriptor, &event) == 0;
  }

  const int epoll_;
  const int wakeUp_;
};

}  // namespace

std::unique_ptr<Poller> Poller::makeEpoll() {
  auto poller = std::make_unique<EpollPoller>();
  if (!poller->isGood()) return nullptr;
  return poller;
}

}  // namespace internal
}  // namespace snsuapi

#endif
