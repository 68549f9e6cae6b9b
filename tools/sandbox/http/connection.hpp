#pragma once

#include <httplib.h>
#include <openssl/ssl.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

namespace snsuapi {
namespace sandbox {

/// One client's connection, plain or TLS, as httplib reads and writes it; and with what a misbehaving server does. Has
/// a read buffer: httplib reads request lines byte by byte. Used by one thread.
class Connection final : public httplib::Stream {
 public:
  /// @param tls null for a plain connection
  Connection(socket_t socket, SSL_CTX* tls);

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* data, std::size_t size) override;
  /// Pretends, once the connection was ended.
  ssize_t write(const char* data, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

  /// Shakes hands; false when that fails.
  bool open();
  /// Waits until a request begins, and shows its first bytes without reading them; empty when the peer is done.
  std::string_view peek();

  /// Sends all of it; false when the peer is gone.
  bool send(std::string_view bytes);
  /// Waits; false, at once, when the peer or the server ends the connection. @param time none: for that alone
  bool linger(std::optional<std::chrono::milliseconds> time) const;
  /// From here on nothing is written; the connection ends in order.
  void end() { ended_ = true; }
  /// The same, but it ends by a reset.
  void reset();
  bool hasEnded() const { return ended_; }
  bool endsByReset() const { return reset_; }

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  ssize_t receive(char* data, std::size_t size);
  ssize_t transmit(const char* data, std::size_t size);

  const socket_t socket_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  bool ended_ = false;
  bool reset_ = false;
  std::array<char, 16384> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace sandbox
}  // namespace snsuapi
