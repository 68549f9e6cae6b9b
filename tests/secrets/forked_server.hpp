#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace snsuapi_test {

/// A server in a process of its own, so that what it sends is in this one's memory only as far as this one has received
/// it. To be made while the test has one thread.
class ForkedServer {
 public:
  /// Takes the first line of a request (`GET /uri HTTP/1.1`), gives a whole answer; called in the other process.
  using Answer = std::function<std::string(const std::string& line)>;

  explicit ForkedServer(const Answer& answer);
  ForkedServer(const ForkedServer&) = delete;
  ForkedServer& operator=(const ForkedServer&) = delete;
  ~ForkedServer();

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  int port_ = 0;
  pid_t child_ = -1;
};

}  // namespace snsuapi_test
