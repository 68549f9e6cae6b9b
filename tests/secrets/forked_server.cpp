#include "secrets/forked_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace snsuapi_test {

namespace {

void serve(int connection, const ForkedServer::Answer& answer) {
  std::string received;
  std::array<char, 4096> some;
  for (;;) {
    while (received.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = read(connection, some.data(), some.size());
      if (got <= 0) return;
      received.append(some.data(), static_cast<std::size_t>(got));
    }
    const std::string reply = answer(received.substr(0, received.find("\r\n")));
    received.clear();  // none of the requests has a body
    if (write(connection, reply.data(), reply.size()) != static_cast<ssize_t>(reply.size())) return;
  }
}

}  // namespace

ForkedServer::ForkedServer(const Answer& answer) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const name = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(listener, name, size) != 0 || listen(listener, 8) != 0 || getsockname(listener, name, &size) != 0) {
    throw std::runtime_error("no port to listen on");
  }
  port_ = ntohs(address.sin_port);
  child_ = fork();
  if (child_ != 0) {
    close(listener);
    if (child_ < 0) throw std::runtime_error("no process to serve in");
    return;
  }
  for (;;) {
    const int connection = accept(listener, nullptr, nullptr);
    if (connection < 0) _exit(1);
    serve(connection, answer);
    close(connection);
  }
}

ForkedServer::~ForkedServer() {
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
}

}  // namespace snsuapi_test
