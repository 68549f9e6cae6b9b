#include "support/scripted_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <stdexcept>

namespace snsuapi_test {

namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("scripted server: ") + what);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int boundSocket(int& port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  require(socket >= 0 && bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
              getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0,
          "no socket");
  port = ntohs(address.sin_port);
  return socket;
}

void freeTlsContext(SSL_CTX* context) { SSL_CTX_free(context); }

// The end of a socket may raise SIGPIPE in the TLS library's write: not on the server's threads.
void blockSigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace

std::string ArrivedRequest::method() const { return head.substr(0, head.find(' ')); }

std::string ArrivedRequest::target() const {
  const std::size_t begin = head.find(' ') + 1;
  return head.substr(begin, head.find(' ', begin) - begin);
}

std::string ArrivedRequest::header(const std::string& name) const {
  const std::string all = lower(head) + "\r\n";
  const std::size_t at = all.find("\r\n" + lower(name) + ":");
  if (at == std::string::npos) return {};
  const std::size_t begin = head.find_first_not_of(' ', at + name.size() + 3);
  if (begin == std::string::npos) return {};  // the last header, and it is empty
  return head.substr(begin, all.find("\r\n", begin) - begin);
}

std::string httpAnswer(int status, const std::string& body, const std::string& moreHeaders) {
  return "HTTP/1.1 " + std::to_string(status) + " Scripted\r\nContent-Type: application/json\r\n" + moreHeaders +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

ServerConnection::ServerConnection(ScriptedServer& server, int socket, int number)
    : server_(server), socket_(socket), number_(number) {}

ServerConnection::~ServerConnection() {
  if (tls_ == nullptr) return;
  SSL_shutdown(tls_);
  SSL_free(tls_);
}

bool ServerConnection::startTls(SSL_CTX* context) {
  tls_ = SSL_new(context);
  if (tls_ == nullptr || SSL_set_fd(tls_, socket_) != 1 || SSL_accept(tls_) != 1) return false;
  if (SSL_session_reused(tls_) == 1) ++server_.resumedSessions_;
  return true;
}

std::string ServerConnection::readSome(std::size_t most) {
  std::string bytes(most, '\0');
  const ssize_t got =
      tls_ != nullptr ? SSL_read(tls_, bytes.data(), static_cast<int>(most)) : recv(socket_, bytes.data(), most, 0);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool ServerConnection::write(const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t done = tls_ != nullptr ? SSL_write(tls_, bytes.data() + sent, static_cast<int>(bytes.size() - sent))
                                         : send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (done <= 0) return false;
    sent += static_cast<std::size_t>(done);
  }
  return true;
}

std::optional<ArrivedRequest> ServerConnection::readRequest() {
  constexpr std::size_t kAtOnce = 65536;
  for (;;) {
    const std::size_t headEnd = received_.find("\r\n\r\n");
    if (headEnd != std::string::npos) {
      ArrivedRequest request;
      request.head = received_.substr(0, headEnd);
      const std::string length = request.header("Content-Length");
      const std::size_t bodySize = length.empty() ? 0 : std::stoul(length);
      if (received_.size() >= headEnd + 4 + bodySize) {
        request.body = received_.substr(headEnd + 4, bodySize);
        received_.erase(0, headEnd + 4 + bodySize);
        server_.arrived(request);
        return request;
      }
    }
    const std::string more = readSome(kAtOnce);
    if (more.empty()) return std::nullopt;
    received_ += more;
  }
}

void ServerConnection::reset() {
  const linger now{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  if (tls_ != nullptr) SSL_set_quiet_shutdown(tls_, 1);
}

void ServerConnection::closeAndReset() {
  if (tls_ != nullptr) SSL_shutdown(tls_);
  shutdown(socket_, SHUT_WR);
  reset();
}

bool ServerConnection::closesWithin(std::chrono::milliseconds time) const {
  pollfd end{socket_, POLLRDHUP, 0};
  return poll(&end, 1, static_cast<int>(time.count())) > 0;
}

void ServerConnection::waitUntilClosed() {
  while (!readSome(4096).empty()) {
  }
}

ScriptedServer::ScriptedServer(Script script) : script_(std::move(script)), tls_(nullptr, &freeTlsContext) { listen(); }

ScriptedServer::ScriptedServer(Script script, const Certificate& certificate, bool tickets)
    : script_(std::move(script)), tls_(SSL_CTX_new(TLS_server_method()), &freeTlsContext) {
  const auto bio = [](const std::string& text) {
    return std::unique_ptr<BIO, int (*)(BIO*)>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free);
  };
  const auto keyText = bio(certificate.privateKey);
  const auto certificateText = bio(certificate.certificate);
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> leaf(PEM_read_bio_X509(certificateText.get(), nullptr, nullptr, nullptr),
                                                    &X509_free);
  if (!tickets) SSL_CTX_set_num_tickets(tls_.get(), 0);
  require(SSL_CTX_use_certificate(tls_.get(), leaf.get()) == 1 && SSL_CTX_use_PrivateKey(tls_.get(), key.get()) == 1,
          "no certificate");
  listen();
}

ScriptedServer::~ScriptedServer() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    for (const int socket : openSockets_) shutdown(socket, SHUT_RDWR);
  }
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  for (std::thread& thread : threads_) thread.join();
}

std::string ScriptedServer::endpoint() const {
  return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}

void ScriptedServer::listen() {
  listener_ = boundSocket(port_);
  require(::listen(listener_, 128) == 0, "can't listen");
  acceptor_ = std::thread([this] { acceptAll(); });
}

void ScriptedServer::acceptAll() {
  for (;;) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_) {
      close(socket);
      return;
    }
    const int number = connections_++;
    openSockets_.push_back(socket);
    threads_.emplace_back([this, socket, number] { serve(socket, number); });
  }
}

void ScriptedServer::serve(int socket, int number) {
  blockSigpipe();
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  {
    ServerConnection connection(*this, socket, number);
    if (!tls_ || connection.startTls(tls_.get())) script_(connection);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  openSockets_.erase(std::find(openSockets_.begin(), openSockets_.end(), socket));
  close(socket);
}

void ScriptedServer::arrived(const ArrivedRequest& request) {
  const std::lock_guard<std::mutex> lock(mutex_);
  arrivals_.push_back(request);
  changed_.notify_all();
}

std::vector<ArrivedRequest> ScriptedServer::arrivals() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return arrivals_;
}

void ScriptedServer::waitForArrivals(std::size_t count) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return arrivals_.size() >= count; });
}

int unusedPort() {
  int port = 0;
  close(boundSocket(port));
  return port;
}

HangingListener::HangingListener() {
  sockets_.push_back(boundSocket(port_));
  require(::listen(sockets_.front(), 0) == 0, "can't listen");
  // The system rounds the queue's length up: fill it until a connection stays pending.
  for (int i = 0; i < 16; ++i) {
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockets_.push_back(client);
    const sockaddr_in address = loopback(port_);
    connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    pollfd waiting{client, POLLOUT, 0};
    if (poll(&waiting, 1, 100) == 0) return;
  }
  throw std::runtime_error("scripted server: the queue never filled");
}

HangingListener::~HangingListener() {
  for (const int socket : sockets_) close(socket);
}

}  // namespace snsuapi_test
