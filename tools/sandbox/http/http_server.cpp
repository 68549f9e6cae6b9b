#include "http/http_server.hpp"

#include <sys/socket.h>
#include <unistd.h>
#include <condition_variable>
#include <csignal>
#include <system_error>
#include <thread>

namespace snsuapi {
namespace sandbox {

namespace {

thread_local Connection* currentConnection = nullptr;
// In the listening thread, while it turns away a connection for which there is no thread.
thread_local bool turnsAway = false;

// No signal of the host's is handled here, and SSL_write may raise SIGPIPE.
void blockSignals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

/// A thread for each connection, since a kept-alive one holds its thread. httplib's pool has a fixed number.
class HttpServer::ThreadForEachTask final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> task) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++running_;
    }
    try {
      std::thread([this, task] {
        blockSignals();
        task();
        finish();
      }).detach();  // shutdown() waits for its end
    } catch (const std::system_error&) {
      turnsAway = true;
      task();
      turnsAway = false;
      finish();
    }
  }

  void shutdown() override {
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [this] { return running_ == 0; });
  }

 private:
  void finish() {
    const std::lock_guard<std::mutex> lock(mutex_);
    --running_;
    ended_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t running_ = 0;  // guarded by mutex_
};

HttpServer::HttpServer(SSL_CTX* tls) : tls_(tls) {
  new_task_queue = [] { return new ThreadForEachTask; };
  set_tcp_nodelay(true);
  // Not httplib's SO_REUSEPORT: a port that another server holds is taken.
  set_socket_options([](socket_t socket) {
    const int on = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  });
}

void HttpServer::letManyWait() { ::listen(svr_sock_, SOMAXCONN); }

Connection& HttpServer::connection() { return *currentConnection; }

bool HttpServer::process_and_close_socket(socket_t socket) {
  if (turnsAway) {
    ::close(socket);
    return false;
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!stopping_)
      open_.insert(socket);
    else
      ::shutdown(socket, SHUT_RDWR);
  }
  Connection connection(socket, tls_);
  currentConnection = &connection;
  if (connection.open()) serve(connection);
  currentConnection = nullptr;
  const std::lock_guard<std::mutex> lock(mutex_);
  open_.erase(socket);
  if (!connection.endsByReset()) ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
  return true;
}

void HttpServer::serve(Connection& connection) {
  bool closed = false;
  while (!closed && !connection.hasEnded()) {
    const std::string_view request = connection.peek();
    if (request.empty()) return;
    if (resetBefore_ && resetBefore_(request)) return connection.reset();
    if (!process_request(connection, false, closed, nullptr)) return;
  }
}

void HttpServer::stopNow() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    for (const socket_t socket : open_) ::shutdown(socket, SHUT_RDWR);
  }
  stop();
}

}  // namespace sandbox
}  // namespace snsuapi
