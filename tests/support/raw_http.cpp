#include "support/raw_http.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace snsuapi_test {

namespace {

class Socket {
 public:
  explicit Socket(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("can't connect");
    }
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { close(socket_); }

  void write(const std::string& bytes) const { send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

  std::string read() const {
    std::array<char, 65536> buffer;
    const ssize_t got = recv(socket_, buffer.data(), buffer.size(), 0);
    if (got <= 0) throw std::runtime_error("the connection ended before a whole answer came");
    return std::string(buffer.data(), static_cast<std::size_t>(got));
  }

 private:
  int socket_;
};

}  // namespace

RawAnswer rawExchange(const std::string& endpoint, const std::string& request) {
  const Socket socket(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)));
  socket.write(request);
  std::string received;
  std::size_t headEnd = std::string::npos;
  while ((headEnd = received.find("\r\n\r\n")) == std::string::npos) received += socket.read();
  RawAnswer answer;
  answer.head = received.substr(0, headEnd);
  answer.status = std::stoi(answer.head.substr(answer.head.find(' ') + 1));
  const std::size_t field = answer.head.find("Content-Length: ");
  const std::size_t length = field == std::string::npos ? 0 : std::stoul(answer.head.substr(field + 16));
  while (received.size() < headEnd + 4 + length) received += socket.read();
  answer.body = received.substr(headEnd + 4, length);
  return answer;
}

}  // namespace snsuapi_test
