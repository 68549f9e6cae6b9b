#if !defined(_WIN32)

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "async/poller.hpp"

namespace snsuapi {
namespace internal {

namespace {

class PollPoller final : public Poller {
 public:
  PollPoller() {
    if (pipe(pipe_.data()) != 0) return;
    for (const int end : pipe_) {
      fcntl(end, F_SETFD, FD_CLOEXEC);
      fcntl(end, F_SETFL, O_NONBLOCK);
    }
  }
  ~PollPoller() override {
    for (const int end : pipe_) {
      if (end >= 0) close(end);
    }
  }

  bool isGood() const { return pipe_[0] >= 0; }

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    if (!forReading && !forWriting) {
      watched_.erase(socket);
    } else {
      watched_[socket] = static_cast<short>((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0));
    }
  }

  void wakeUp() override {
    [[maybe_unused]] const ssize_t written = write(pipe_[1], "x", 1);  // fails only when it is awake already
  }

  bool wait(std::optional<std::chrono::milliseconds> time, std::vector<Ready>& ready) override {
    constexpr std::int64_t kLongest = std::numeric_limits<int>::max();
    polled_.assign(1, {pipe_[0], POLLIN, 0});
    for (const auto& [socket, events] : watched_) polled_.push_back({socket, events, 0});
    poll(polled_.data(), static_cast<nfds_t>(polled_.size()),
         time ? static_cast<int>(std::min<std::int64_t>(time->count(), kLongest)) : -1);
    for (std::size_t i = 1; i < polled_.size(); ++i) {
      const short events = polled_[i].revents;
      if (events == 0) continue;
      // An error shows when the socket is read or written, whichever is waited for.
      const bool failed = (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
      ready.push_back({polled_[i].fd, failed || (events & POLLIN) != 0, failed || (events & POLLOUT) != 0});
    }
    if (polled_[0].revents == 0) return false;
    std::array<char, 64> taken;
    while (read(pipe_[0], taken.data(), taken.size()) > 0) {
    }
    return true;
  }

 private:
  std::array<int, 2> pipe_{-1, -1};
  std::map<SocketHandle, short> watched_;
  std::vector<pollfd> polled_;
};

}  // namespace

std::unique_ptr<Poller> Poller::makePoll() {
  auto poller = std::make_unique<PollPoller>();
  if (!poller->isGood()) return nullptr;
  return poller;
}

}  // namespace internal
}  // namespace snsuapi

#endif
