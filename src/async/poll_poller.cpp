#include <algorithm>
#include <map>

#include "async/poll_sockets.hpp"
#include "async/poller.hpp"
#include "async/wake_up.hpp"

namespace snsuapi {
namespace internal {

namespace {

class PollPoller final : public Poller {
 public:
  bool isGood() const { return wakeUp_.isGood(); }

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    if (!forReading && !forWriting) {
      watched_.erase(socket);
    } else {
      watched_[socket] = toPoll(socket, forReading, forWriting);
    }
  }

  void wakeUp() override { wakeUp_.give(); }

  bool wait(std::optional<std::chrono::milliseconds> time, std::vector<Ready>& ready) override {
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24);  // its caller asks again
    polled_.assign(1, toPoll(wakeUp_.handle(), true, false));
    for (const auto& [socket, polled] : watched_) polled_.push_back(polled);
    std::optional<std::chrono::steady_clock::time_point> until;
    if (time) until = std::chrono::steady_clock::now() + std::min(*time, kLongest);
    pollSockets(polled_, until);
    for (std::size_t i = 1; i < polled_.size(); ++i) {
      const PolledSocket& each = polled_[i];
      if (each.revents != 0) ready.push_back({each.fd, isReadable(each), isWritable(each)});
    }
    if (polled_[0].revents == 0) return false;
    wakeUp_.take();
    return true;
  }

 private:
  WakeUp wakeUp_;
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
