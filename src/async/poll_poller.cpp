#if !defined(_WIN32)

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>

#include "async/poll_sockets.hpp"
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
      watched_[socket] = toPoll(socket, forReading, forWriting);
    }
  }

  void wakeUp() override {
    [[maybe_unused]] const ssize_t written = write(pipe_[1], "x", 1);  // fails only when it is awake already
  }

  bool wait(std::optional<std::chrono::milliseconds> time, std::vector<Ready>& ready) override {
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24);  // its caller asks again
    polled_.assign(1, toPoll(pipe_[0], true, false));
    for (const auto& [socket, polled] : watched_) polled_.push_back(polled);
    std::optional<std::chrono::steady_clock::time_point> until;
    if (time) until = std::chrono::steady_clock::now() + std::min(*time, kLongest);
    pollSockets(polled_, until);
    for (std::size_t i = 1; i < polled_.size(); ++i) {
      const PolledSocket& each = polled_[i];
      if (each.revents != 0) ready.push_back({each.fd, isReadable(each), isWritable(each)});
    }
    if (polled_[0].revents == 0) return false;
    std::array<char, 64> taken;
    while (read(pipe_[0], taken.data(), taken.size()) > 0) {
    }
    return true;
  }

 private:
  std::array<int, 2> pipe_{-1, -1};
  std::map<SocketHandle, PolledSocket> watched_;
  std::vector<PolledSocket> polled_;
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
