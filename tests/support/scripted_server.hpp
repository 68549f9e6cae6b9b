#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <snsuapi/event_loop.hpp>
#include <string>
#include <thread>
#include <vector>

#include "support/test_certificates.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace snsuapi_test {

/// A request as it arrived.
struct ArrivedRequest {
  std::string head;  ///< request line and headers, the empty line not included
  std::string body;

  /// `POST`
  std::string method() const;
  /// `/?Action=…`
  std::string target() const;
  /// The value of a header, without regard to case; empty when there is none.
  std::string header(const std::string& name) const;
};

/// `HTTP/1.1 STATUS …` with a Content-Length.
std::string httpAnswer(int status, const std::string& body, const std::string& moreHeaders = {});

class ScriptedServer;

/// One connection that a client has made, plain or, after the handshake, TLS.
class ServerConnection {
 public:
  ServerConnection(const ServerConnection&) = delete;
  ServerConnection& operator=(const ServerConnection&) = delete;
  ~ServerConnection();

  /// The next whole request, which counts as an arrival; none when the client has closed.
  std::optional<ArrivedRequest> readRequest();
  /// Any bytes that come next, at most so many; empty when the client has closed.
  std::string readSome(std::size_t most);
  /// False when the client has closed.
  bool write(const std::string& bytes);
  /// Ends the connection with a TCP reset.
  void reset();
  /// Ends the connection in good order, and then with a reset: what the client writes from then on raises SIGPIPE.
  void closeAndReset();
  /// Waits for the client to close, for so long at most.
  bool closesWithin(std::chrono::milliseconds time) const;
  /// Stays silent until the client closes, or the server is stopped.
  void waitUntilClosed();
  /// From 0, in the order of arrival.
  int number() const { return number_; }

 private:
  friend class ScriptedServer;
  ServerConnection(ScriptedServer& server, snsuapi::SocketHandle socket, int number);
  bool startTls(ssl_ctx_st* context);
  void waitForInput();

  ScriptedServer& server_;
  const snsuapi::SocketHandle socket_;
  const int number_;
  ssl_st* tls_ = nullptr;
  std::string received_;
};

/// A real server on a port of its own on 127.0.0.1, which does with each connection what a test's script says: the
/// script runs on a thread for each connection, and the connection closes when it returns.
class ScriptedServer {
 public:
  using Script = std::function<void(ServerConnection&)>;

  explicit ScriptedServer(Script script);
  /// With TLS. Connections whose handshake fails are closed without a run of the script.
  /// @param tickets whether clients get the means to resume their sessions
  ScriptedServer(Script script, const Certificate& certificate, bool tickets = true);
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  /// Closes everything and waits for the scripts to return.
  ~ScriptedServer();

  int port() const { return port_; }
  /// `http://127.0.0.1:PORT`, or https.
  std::string endpoint() const;

  /// The whole requests that have arrived so far, on any connection.
  std::vector<ArrivedRequest> arrivals() const;
  /// How many connections were accepted so far.
  int connections() const { return connections_; }
  /// How many of them have resumed a TLS session.
  int resumedSessions() const { return resumedSessions_; }
  /// Waits until so many requests have arrived.
  void waitForArrivals(std::size_t count);

 private:
  friend class ServerConnection;
  void listen();
  void acceptAll();
  void serve(snsuapi::SocketHandle socket, int number);
  void arrived(const ArrivedRequest& request);
  bool isStopping() const;

  const Script script_;
  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> tls_;
  snsuapi::SocketHandle listener_{};
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::atomic<int> resumedSessions_{0};
  std::thread acceptor_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<ArrivedRequest> arrivals_;  // guarded by mutex_, as all that follows
  std::vector<snsuapi::SocketHandle> openSockets_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

/// A port of 127.0.0.1 on which nothing listens.
int unusedPort();

/// A listener whose queue is full: further connections to it hang.
class HangingListener {
 public:
  HangingListener();
  HangingListener(const HangingListener&) = delete;
  HangingListener& operator=(const HangingListener&) = delete;
  ~HangingListener();
  int port() const { return port_; }

 private:
  std::vector<snsuapi::SocketHandle> sockets_;
  int port_ = 0;
};

}  // namespace snsuapi_test
