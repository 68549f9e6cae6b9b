#include "async/poller.hpp"

#include <array>
#include <thread>

#include "support/catch.hpp"
#include "support/sockets.hpp"

using snsuapi::internal::Poller;
using namespace snsuapi_test;
using std::chrono::milliseconds;

namespace {

class SocketPair {
 public:
  SocketPair() {
    int port = 0;
    const SocketHandle listener = boundSocket(port);
    REQUIRE(listen(listener, 1) == 0);
    ends[0] = openTcpSocket();
    REQUIRE(connectTo(ends[0], port));
    ends[1] = acceptFrom(listener);
    closeSocket(listener);
    REQUIRE(ends[1] != kNoSocket);
  }
  SocketPair(const SocketPair&) = delete;
  SocketPair& operator=(const SocketPair&) = delete;
  ~SocketPair() {
    for (const SocketHandle end : ends) {
      if (end != kNoSocket) closeSocket(end);
    }
  }
  std::array<SocketHandle, 2> ends{kNoSocket, kNoSocket};
};

std::vector<std::unique_ptr<Poller>> pollers() {
  std::vector<std::unique_ptr<Poller>> all;
  all.push_back(Poller::make());
  all.push_back(Poller::makePoll());
  return all;
}

}  // namespace

TEST_CASE("A poller tells the sockets that are ready for what is asked, as long as they are") {
  for (const auto& poller : pollers()) {
    SocketPair pair;
    std::vector<Poller::Ready> ready;
    poller->watch(pair.ends[0], true, false);
    CHECK_FALSE(poller->wait(milliseconds(0), ready));
    CHECK(ready.empty());
    REQUIRE(send(pair.ends[1], "x", 1, 0) == 1);
    for (int i = 0; i < 2; ++i) {
      ready.clear();
      CHECK_FALSE(poller->wait(std::nullopt, ready));
      REQUIRE(ready.size() == 1);
      CHECK(ready[0].socket == pair.ends[0]);
      CHECK(ready[0].readable);
      CHECK_FALSE(ready[0].writable);
    }
    poller->watch(pair.ends[0], false, true);
    ready.clear();
    poller->wait(std::nullopt, ready);
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].writable);
    poller->watch(pair.ends[0], false, false);
    poller->watch(pair.ends[0], false, false);  // twice is harmless
    ready.clear();
    poller->wait(milliseconds(0), ready);
    CHECK(ready.empty());
  }
}

TEST_CASE("A poller tells a peer that is gone") {
  for (const auto& poller : pollers()) {
    SocketPair pair;
    poller->watch(pair.ends[0], true, false);
    closeSocket(pair.ends[1]);
    pair.ends[1] = kNoSocket;
    std::vector<Poller::Ready> ready;
    poller->wait(std::nullopt, ready);
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].readable);
  }
}

TEST_CASE("A poller is woken by another thread, before it waits or while it does, and once for many") {
  for (const auto& poller : pollers()) {
    std::vector<Poller::Ready> ready;
    for (int i = 0; i < 1000; ++i) poller->wakeUp();
    CHECK(poller->wait(std::nullopt, ready));
    CHECK_FALSE(poller->wait(milliseconds(0), ready));
    std::thread other([&poller] { poller->wakeUp(); });
    CHECK(poller->wait(std::nullopt, ready));
    other.join();
    CHECK(ready.empty());
  }
}
