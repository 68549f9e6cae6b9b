#include "http/connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace snsuapi {
namespace sandbox {

namespace {

void ipAndPort(const sockaddr_storage& address, std::string& ip, int& port) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    port = ntohs(v4.sin_port);
  } else if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    port = ntohs(v6.sin6_port);
  }
  ip = text.data();
}

}  // namespace

Connection::Connection(socket_t socket, SSL_CTX* tls) : socket_(socket) {
  constexpr timeval kPatience{60, 0};  // with a client that sends or reads nothing
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  if (tls != nullptr) ssl_.reset(SSL_new(tls));
}

bool Connection::open() {
  return ssl_ == nullptr || (SSL_set_fd(ssl_.get(), socket_) == 1 && SSL_accept(ssl_.get()) == 1);
}

ssize_t Connection::receive(char* data, std::size_t size) {
  if (ssl_ != nullptr) return SSL_read(ssl_.get(), data, static_cast<int>(size));
  ssize_t count = 0;
  do {
    count = recv(socket_, data, size, 0);
  } while (count < 0 && errno == EINTR);
  return count;
}

ssize_t Connection::transmit(const char* data, std::size_t size) {
  if (ssl_ != nullptr) return SSL_write(ssl_.get(), data, static_cast<int>(std::min<std::size_t>(size, 1 << 20)));
  ssize_t count = 0;
  do {
    count = ::send(socket_, data, size, MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  return count;
}

std::string_view Connection::peek() {
  if (begin_ < end_) return std::string_view(buffer_.data() + begin_, end_ - begin_);
  ssize_t count = 0;
  if (ssl_ != nullptr) {
    count = SSL_peek(ssl_.get(), buffer_.data(), static_cast<int>(buffer_.size()));
  } else {
    do {
      count = recv(socket_, buffer_.data(), buffer_.size(), MSG_PEEK);
    } while (count < 0 && errno == EINTR);
  }
  return std::string_view(buffer_.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
}

ssize_t Connection::read(char* data, std::size_t size) {
  if (begin_ == end_) {
    const ssize_t count = receive(buffer_.data(), buffer_.size());
    if (count <= 0) return 0;
    begin_ = 0;
    end_ = static_cast<std::size_t>(count);
  }
  const std::size_t count = std::min(size, end_ - begin_);
  std::memcpy(data, buffer_.data() + begin_, count);
  begin_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* data, std::size_t size) {
  return ended_ ? static_cast<ssize_t>(size) : transmit(data, size);
}

bool Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = transmit(bytes.data(), bytes.size());
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool Connection::linger(std::optional<std::chrono::milliseconds> time) const {
  const auto until = std::chrono::steady_clock::now() + time.value_or(std::chrono::milliseconds(0));
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (time && left.count() <= 0) return true;
    pollfd watched{socket_, POLLRDHUP, 0};  // not POLLIN: the peer may send on
    const int ready = poll(&watched, 1, time ? static_cast<int>(left.count()) : -1);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return false;
  }
}

void Connection::reset() {
  ended_ = reset_ = true;
  constexpr ::linger kAtOnce{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &kAtOnce, sizeof kAtOnce);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0) ipAndPort(address, ip, port);
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0) ipAndPort(address, ip, port);
}

}  // namespace sandbox
}  // namespace snsuapi
