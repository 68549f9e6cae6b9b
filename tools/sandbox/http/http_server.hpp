#pragma once

#include <httplib.h>

#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "http/connection.hpp"

namespace snsuapi {
namespace sandbox {

/// httplib's server with connections of its own: it can be stopped while connections idle or hang (httplib would wait
/// for its keep-alive timeout), a connection never waits for another one's thread, and a handler may misbehave on it.
class HttpServer : public httplib::Server {
 public:
  /// @param tls null to serve plain http; must outlive this
  explicit HttpServer(SSL_CTX* tls);

  /// Asked before each request is read, with its first bytes: whether to reset its connection instead.
  void resetBefore(std::function<bool(std::string_view)> decide) { resetBefore_ = std::move(decide); }

  /// Once it is bound: lets as many connections wait to be accepted as the system allows. With the 5 that httplib asks
  /// for, the system drops others that come at the same moment, and they are tried again a second later.
  void letManyWait();

  /// The connection of the request that this thread handles.
  static Connection& connection();

  /// Ends listen_after_bind(), and every open connection.
  void stopNow();

 private:
  class ThreadForEachTask;

  bool process_and_close_socket(socket_t socket) override;
  void serve(Connection& connection);

  SSL_CTX* const tls_;
  std::function<bool(std::string_view)> resetBefore_;
  std::mutex mutex_;
  std::set<socket_t> open_;  // guarded by mutex_
  bool stopping_ = false;    // guarded by mutex_
};

}  // namespace sandbox
}  // namespace snsuapi
