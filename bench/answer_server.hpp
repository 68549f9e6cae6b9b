#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>

namespace snsuapi_bench {

/// What the server answers every request with: a precheck with two offers.
extern const std::string_view kAnswerBody;

/// An HTTP server in a process of its own, so that its work does not count as the client's. It answers every request
/// with kAnswerBody, after a fixed delay, to any number of kept-alive connections.
class AnswerServer {
 public:
  /// To be made before the program has threads.
  explicit AnswerServer(std::chrono::milliseconds delay);
  AnswerServer(const AnswerServer&) = delete;
  AnswerServer& operator=(const AnswerServer&) = delete;
  /// Ends the process.
  ~AnswerServer();

  /// `http://127.0.0.1:PORT`
  const std::string& endpoint() const { return endpoint_; }

 private:
  std::string endpoint_;
  int lifeline_ = -1;  // the server ends when this closes, also when the bench dies
  pid_t process_ = -1;
};

}  // namespace snsuapi_bench
