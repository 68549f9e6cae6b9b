#include "support/no_network.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <utility>
#include <vector>

namespace {

/// The servers' ends of the pairs.
struct Servers {
  std::mutex mutex;
  std::string answer;                       // guarded by mutex, as what follows
  std::vector<std::pair<int, int>> opened;  // the client's and the server's end; not connected yet
  std::vector<int> connected;
  std::size_t received = 0;
};

Servers& servers() {
  static Servers all;
  return all;
}

/// Takes in what has been sent, so that there is room for more.
void receive() {
  const std::lock_guard<std::mutex> lock(servers().mutex);
  char bytes[4096];
  for (const int server : servers().connected) {
    for (ssize_t got; (got = recv(server, bytes, sizeof bytes, MSG_DONTWAIT)) > 0;) {
      servers().received += static_cast<std::size_t>(got);
    }
  }
}

in_port_t portOf(const sockaddr* address) {
  if (address->sa_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(address)->sin_port);
  if (address->sa_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(address)->sin6_port);
  return 0;
}

}  // namespace

namespace snsuapi_fuzz {

void answerConnectionsWith(std::string bytes) {
  const std::lock_guard<std::mutex> lock(servers().mutex);
  servers().answer = std::move(bytes);
}

std::size_t bytesSent() {
  receive();
  const std::lock_guard<std::mutex> lock(servers().mutex);
  return std::exchange(servers().received, 0);
}

void forgetConnections() {
  const std::lock_guard<std::mutex> lock(servers().mutex);
  for (const int server : servers().connected) close(server);
  for (const auto& pair : servers().opened) close(pair.second);
  servers().connected.clear();
  servers().received = 0;
  servers().opened.clear();
}

}  // namespace snsuapi_fuzz

// In the place of the C library's, for libcurl and for the SDK.
extern "C" {

int socket(int domain, int type, int protocol) {
  const bool isStream = (type & 0xF) == SOCK_STREAM;
  if (!isStream) return static_cast<int>(syscall(SYS_socket, domain, type, protocol));  // libcurl looks for IPv6
  int ends[2];
  if (socketpair(AF_UNIX, type, 0, ends) != 0) return -1;
  const std::lock_guard<std::mutex> lock(servers().mutex);
  servers().opened.emplace_back(ends[0], ends[1]);
  return ends[0];
}

int connect(int client, const sockaddr* address, socklen_t) {
  constexpr in_port_t kHttp = 80;
  const std::lock_guard<std::mutex> lock(servers().mutex);
  auto& opened = servers().opened;
  // The latest first: numbers of sockets that were never connected come again.
  const auto found =
      std::find_if(opened.rbegin(), opened.rend(), [=](const auto& pair) { return pair.first == client; });
  if (found == opened.rend() || portOf(address) != kHttp) {
    errno = ECONNREFUSED;
    return -1;
  }
  const int server = found->second;
  opened.erase(std::next(found).base());
  servers().connected.push_back(server);
  const std::string& answer = servers().answer;
  // An answer that has no room would be waited for.
  if (send(server, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && !answer.empty()) std::abort();
  shutdown(server, SHUT_WR);
  return 0;
}

// Whoever waits for a socket gives the servers their turn.
int poll(pollfd* sockets, nfds_t count, int timeout) {
  receive();
  return static_cast<int>(syscall(SYS_poll, sockets, count, timeout));
}

int getaddrinfo(const char* node, const char*, const addrinfo*, addrinfo** found) {
  if (node == nullptr || std::strcmp(node, "localhost") != 0) return EAI_NONAME;
  // As one block, which freeaddrinfo() below frees.
  struct Block {
    addrinfo info;
    sockaddr_in address;
  };
  auto* const block = static_cast<Block*>(std::calloc(1, sizeof(Block)));
  block->address.sin_family = AF_INET;
  block->address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  block->info.ai_family = AF_INET;
  block->info.ai_socktype = SOCK_STREAM;
  block->info.ai_protocol = IPPROTO_TCP;
  block->info.ai_addrlen = sizeof(sockaddr_in);
  block->info.ai_addr = reinterpret_cast<sockaddr*>(&block->address);
  *found = &block->info;
  return 0;
}

void freeaddrinfo(addrinfo* found) { std::free(found); }

}  // extern "C"
