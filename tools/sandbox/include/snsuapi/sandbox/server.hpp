#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace snsuapi {
namespace sandbox {

/// How a sandbox is set up.
struct ServerOptions {
  std::string host = "127.0.0.1";
  /// 0: one that the kernel chooses.
  std::uint16_t port = 0;
  /// The service's time. Empty: the system's clock.
  std::function<std::chrono::system_clock::time_point()> now;
};

/// The whole service on one's own machine, in this process: a real HTTP server with its own threads and its own state.
/// Any number may run at once. Thread-safe, but for the destructor.
///
///     snsuapi::sandbox::Server server;
///     profile.endpoint = server.endpoint();      // key: testid / testsecret
class Server {
 public:
  /// Serves when it returns; throws std::runtime_error when it can't listen.
  explicit Server(ServerOptions options = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops.
  ~Server();

  /// `http://127.0.0.1:PORT`
  std::string endpoint() const;
  /// Stops listening, ends open connections and waits for the threads. May be called more than once.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sandbox
}  // namespace snsuapi
