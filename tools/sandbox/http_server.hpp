#pragma once

#include <httplib.h>

#include <condition_variable>
#include <mutex>
#include <set>

namespace snsuapi {
namespace sandbox {

/// httplib's server with connections of its own: it can be stopped while connections idle or hang (httplib would wait
/// for its keep-alive timeout), and a connection never waits for another one's thread.
class HttpServer : public httplib::Server {
 public:
  HttpServer();

  /// Ends listen_after_bind(), and every open connection.
  void stopNow();

 private:
  class Connection;
  class ThreadForEachTask;

  bool process_and_close_socket(socket_t socket) override;

  std::mutex mutex_;
  std::set<socket_t> open_;  // guarded by mutex_
  bool stopping_ = false;    // guarded by mutex_
};

}  // namespace sandbox
}  // namespace snsuapi
