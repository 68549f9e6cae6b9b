#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace snsuapi {
namespace sandbox {

/// What is wrong with a scenario: where in it, and what is wanted there.
class ScenarioError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How a sandbox is set up.
struct ServerOptions {
  std::string host = "127.0.0.1";
  /// 0: one that the kernel chooses.
  std::uint16_t port = 0;
  /// Serves https, with a certificate made at start.
  bool tls = false;
  /// With tls: where the certificate, which clients are to trust, is written; removed at the end. Empty: a new file in
  /// the directory for temporary files.
  std::string certificateFile = {};
  /// Where the state is kept; every call is there when its answer is sent. Empty: in memory.
  std::string databaseFile = {};
  /// Accounts, lines, rules, offers and prices, as JSON; docs/sandbox.md tells the form. Empty: the built-in one.
  std::string scenario = {};
  /// Given: ids come from it, and the service's time stands at 2018-07-09T00:00:00Z until it is moved, so that the same
  /// calls get the same answers.
  std::optional<std::uint64_t> seed = {};
  /// How many requests the journal keeps.
  std::size_t journalEntries = 1000;
  /// The time by which signatures age. Empty: the system's clock. The service's own time can be moved apart from it.
  std::function<std::chrono::system_clock::time_point()> now = {};
};

/// The whole service on one's own machine, in this process: a real HTTP server with its own threads and its own state.
/// Any number may run at once. Thread-safe, but for the destructor.
///
///     snsuapi::sandbox::Server server;
///     profile.endpoint = server.endpoint();      // key: testid / testsecret
///     server.control("POST", "/_sandbox/faults", R"({"fault": "close", "times": 1})");
class Server {
 public:
  /// Serves when it returns. Throws ScenarioError, and std::runtime_error that says why when it can't listen, or use
  /// the database.
  explicit Server(const ServerOptions& options = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops.
  ~Server();

  /// `http://127.0.0.1:PORT`, or https
  std::string endpoint() const;
  /// With tls: the file for HttpOptions::caFile. Else empty.
  std::string certificateFile() const;

  /// Asks one of the sandbox's own paths (docs/sandbox.md lists them) without going through HTTP.
  /// @param target the path with its query, such as `/_sandbox/orders?limit=1`
  /// @param body   JSON, or empty
  /// @return what it answers, mostly JSON. Throws std::runtime_error with its message when it refuses.
  std::string control(const std::string& method, const std::string& target, const std::string& body = {});
  /// Moves the service's time on: prechecks expire, speed-ups end, months settle.
  void advance(std::chrono::seconds by);

  /// Stops listening, ends open connections and waits for the threads. May be called more than once.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The built-in scenario (JSON), to start one's own from.
std::string defaultScenario();

}  // namespace sandbox
}  // namespace snsuapi
