#include "http_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <thread>

namespace snsuapi {
namespace sandbox {

namespace {

void setTimeout(socket_t socket, int option) {
  constexpr timeval kPatience{60, 0};  // with a client that sends or reads nothing
  setsockopt(socket, SOL_SOCKET, option, &kPatience, sizeof kPatience);
}

void ipAndPort(const sockaddr_in& address, std::string& ip, int& port) {
  std::array<char, INET_ADDRSTRLEN> text{};
  inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
  ip = text.data();
  port = ntohs(address.sin_port);
}

}  // namespace

/// A socket with a read buffer: httplib reads request lines byte by byte.
class HttpServer::Connection final : public httplib::Stream {
 public:
  explicit Connection(socket_t socket) : socket_(socket) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }

  ssize_t read(char* data, std::size_t size) override {
    if (!fill()) return 0;
    const std::size_t count = std::min(size, end_ - begin_);
    std::memcpy(data, buffer_.data() + begin_, count);
    begin_ += count;
    return static_cast<ssize_t>(count);
  }

  ssize_t write(const char* data, std::size_t size) override { return send(socket_, data, size, MSG_NOSIGNAL); }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0) ipAndPort(address, ip, port);
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0) ipAndPort(address, ip, port);
  }
  socket_t socket() const override { return socket_; }

  // Waits for the next request's first byte; false when the peer is done.
  bool fill() {
    if (begin_ < end_) return true;
    ssize_t count = 0;
    do {
      count = recv(socket_, buffer_.data(), buffer_.size(), 0);
    } while (count < 0 && errno == EINTR);
    begin_ = 0;
    end_ = count > 0 ? static_cast<std::size_t>(count) : 0;
    return count > 0;
  }

 private:
  const socket_t socket_;
  std::array<char, 16384> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// A thread for each connection, since a kept-alive one holds its thread. httplib's pool has a fixed number.
class HttpServer::ThreadForEachTask final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> task) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++running_;
    }
    std::thread([this, task = std::move(task)] {
      task();
      const std::lock_guard<std::mutex> lock(mutex_);
      --running_;
      ended_.notify_all();
    }).detach();  // shutdown() waits for its end
  }

  void shutdown() override {
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [this] { return running_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t running_ = 0;  // guarded by mutex_
};

HttpServer::HttpServer() {
  new_task_queue = [] { return new ThreadForEachTask; };
  set_tcp_nodelay(true);
  // Not httplib's SO_REUSEPORT: a port that another server holds is taken.
  set_socket_options([](socket_t socket) {
    const int on = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  });
}

bool HttpServer::process_and_close_socket(socket_t socket) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!stopping_)
      open_.insert(socket);
    else
      ::shutdown(socket, SHUT_RDWR);
  }
  setTimeout(socket, SO_RCVTIMEO);
  setTimeout(socket, SO_SNDTIMEO);
  Connection connection(socket);
  bool closed = false;
  while (!closed && connection.fill()) {
    if (!process_request(connection, false, closed, nullptr)) break;
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  open_.erase(socket);
  ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
  return true;
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
