#include "support/counting_relay.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace snsuapi_test {

namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int connectTo(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  close(socket);
  return -1;
}

// False when one side has ended.
bool passOn(int from, int to) {
  std::array<char, 65536> bytes;
  const ssize_t count = recv(from, bytes.data(), bytes.size(), 0);
  for (ssize_t sent = 0; sent < count;) {
    const ssize_t done = send(to, bytes.data() + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
    if (done <= 0) return false;
    sent += done;
  }
  return count > 0;
}

}  // namespace

CountingRelay::CountingRelay(int serverPort) : serverPort_(serverPort) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 64) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("counting relay: no socket");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { acceptAll(); });
}

CountingRelay::~CountingRelay() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
  }
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
}

void CountingRelay::acceptAll() {
  for (;;) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const int server = connectTo(serverPort_);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (server < 0 || stopping_) {
      close(client);
      if (server >= 0) close(server);
      continue;
    }
    ++connections_;
    sockets_.insert(sockets_.end(), {client, server});
    threads_.emplace_back([this, client, server] { relay(client, server); });
  }
}

void CountingRelay::relay(int client, int server) {
  bool clientSpoke = false;
  for (;;) {
    std::array<pollfd, 2> both = {{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    poll(both.data(), both.size(), -1);
    // The client first: what it has sent by now, it has sent without waiting for what the server says now.
    if (both[0].revents != 0) {
      if (!passOn(client, server)) break;
      clientSpoke = true;
    }
    if (both[1].revents != 0) {
      if (std::exchange(clientSpoke, false)) ++roundTrips_;
      if (!passOn(server, client)) break;
    }
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const int socket : {client, server}) {
    sockets_.erase(std::find(sockets_.begin(), sockets_.end(), socket));
    close(socket);
  }
}

}  // namespace snsuapi_test
