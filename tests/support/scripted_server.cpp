#include "support/scripted_server.hpp"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <stdexcept>

#include "support/sockets.hpp"

namespace snsuapi_test {

namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("scripted server: ") + what);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

void freeTlsContext(SSL_CTX* context) { SSL_CTX_free(context); }

// The end of a socket may raise SIGPIPE in the TLS library's write: not on the server's threads.
void blockSigpipe() {
#if !defined(_WIN32)
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
#endif
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

ServerConnection::ServerConnection(ScriptedServer& server, SocketHandle socket, int number)
    : server_(server), socket_(socket), number_(number) {}

ServerConnection::~ServerConnection() {
  if (tls_ == nullptr) return;
  SSL_shutdown(tls_);
  SSL_free(tls_);
}

bool ServerConnection::startTls(SSL_CTX* context) {
  tls_ = SSL_new(context);
  if (tls_ == nullptr || SSL_set_fd(tls_, static_cast<int>(socket_)) != 1 || SSL_accept(tls_) != 1) return false;
  if (SSL_session_reused(tls_) == 1) ++server_.resumedSessions_;
  return true;
}

// On Windows the end of a connection by this side does not end a recv() that waits.
void ServerConnection::waitForInput() {
#if defined(_WIN32)
  PollEntry input{socket_, POLLIN, 0};
  while ((tls_ == nullptr || SSL_pending(tls_) == 0) && !server_.isStopping() && pollSocket(input, 250) == 0) {
  }
#endif
}

std::string ServerConnection::readSome(std::size_t most) {
  waitForInput();
  std::string bytes(most, '\0');
  const auto size = static_cast<int>(most);
  const auto got = tls_ != nullptr ? SSL_read(tls_, bytes.data(), size) : recv(socket_, bytes.data(), size, 0);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool ServerConnection::write(const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const char* const next = bytes.data() + sent;
    const auto left = static_cast<int>(bytes.size() - sent);
    const auto done = tls_ != nullptr ? SSL_write(tls_, next, left) : send(socket_, next, left, kNoSignal);
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
  setOption(socket_, SOL_SOCKET, SO_LINGER, now);
  if (tls_ != nullptr) SSL_set_quiet_shutdown(tls_, 1);
}

void ServerConnection::closeAndReset() {
  if (tls_ != nullptr) SSL_shutdown(tls_);
  shutdown(socket_, kEndWriting);
  reset();
}

bool ServerConnection::closesWithin(std::chrono::milliseconds time) const {
  PollEntry end{socket_, kPeerGone, 0};
  return pollSocket(end, static_cast<int>(time.count())) > 0;
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
    for (const SocketHandle socket : openSockets_) shutdown(socket, kEndBoth);
  }
  stopListening(listener_);
  acceptor_.join();
  closeSocket(listener_);
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
    const SocketHandle socket = acceptFrom(listener_);
    if (socket == kNoSocket) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_) {
      closeSocket(socket);
      return;
    }
    const int number = connections_++;
    openSockets_.push_back(socket);
    threads_.emplace_back([this, socket, number] { serve(socket, number); });
  }
}

void ScriptedServer::serve(SocketHandle socket, int number) {
  blockSigpipe();
  setOption(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  {
    ServerConnection connection(*this, socket, number);
    if (!tls_ || connection.startTls(tls_.get())) script_(connection);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  openSockets_.erase(std::find(openSockets_.begin(), openSockets_.end(), socket));
  closeSocket(socket);
}

bool ScriptedServer::isStopping() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return stopping_;
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
  closeSocket(boundSocket(port));
  return port;
}

HangingListener::HangingListener() {
  sockets_.push_back(boundSocket(port_));
  require(::listen(sockets_.front(), 0) == 0, "can't listen");
  // The system rounds the queue's length up: fill it until a connection stays pending.
  for (int i = 0; i < 16; ++i) {
    const SocketHandle client = openTcpSocket();
    sockets_.push_back(client);
    makeNonBlocking(client);
    connectTo(client, port_);
    PollEntry waiting{client, POLLOUT, 0};
    if (pollSocket(waiting, 100) == 0) return;
  }
  throw std::runtime_error("scripted server: the queue never filled");
}

HangingListener::~HangingListener() {
  for (const SocketHandle socket : sockets_) closeSocket(socket);
}

}  // namespace snsuapi_test
