#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace snsuapi_test {

/// Stands between a client and a server on 127.0.0.1, passes everything on, and counts how often the client has had to
/// wait for an answer: the round trips, whatever each would have cost on a real line. TCP's own handshake is not among
/// them. The server must not speak without being spoken to.
class CountingRelay {
 public:
  explicit CountingRelay(int serverPort);
  CountingRelay(const CountingRelay&) = delete;
  CountingRelay& operator=(const CountingRelay&) = delete;
  /// Closes everything.
  ~CountingRelay();

  int port() const { return port_; }
  int connections() const { return connections_; }
  int roundTrips() const { return roundTrips_; }

 private:
  void acceptAll();
  void relay(int client, int server);

  const int serverPort_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::atomic<int> roundTrips_{0};
  std::thread acceptor_;
  std::mutex mutex_;
  bool stopping_ = false;  // guarded by mutex_, as all that follows
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
};

}  // namespace snsuapi_test
