#pragma once

#include <curl/curl.h>

#include <map>
#include <memory>
#include <vector>

#include "async/exchanger.hpp"
#include "due_queue.hpp"
#include "http/curl_context.hpp"

namespace snsuapi {
namespace internal {

/// Many exchanges on libcurl's multi interface, driven by events.
class CurlExchanger final : public Exchanger {
 public:
  /// @param loop and listener must outlive this
  CurlExchanger(std::shared_ptr<CurlContext> context, std::size_t maxConnections, EventLoop& loop, Listener& listener);
  ~CurlExchanger() override;

  void start(Exchange& exchange, const HttpRequest& request, Clock::time_point begin) override;
  bool abandon(Exchange& exchange) override;
  void onSocketReady(SocketHandle socket, bool readable, bool writable) override;
  void onTimer() override;
  std::optional<Clock::time_point> nextTimer() const override;

 private:
  struct Crowd;
  struct Running;

  static int onSocket(CURL* easy, curl_socket_t socket, int what, void* crowd, void* assigned);
  static int onCurlTimer(CURLM* multi, long milliseconds, void* crowd);

  Crowd* crowdWithRoom();
  Crowd& crowdOf(curl_socket_t socket);
  Running& takeIdle();
  void watch(Crowd& crowd, std::vector<curl_socket_t>& watched, curl_socket_t socket, int what);
  void unwatchAll(Crowd& crowd, std::vector<curl_socket_t>& watched);
  std::vector<curl_socket_t>& watchedWith(Crowd& crowd, Running* running, curl_socket_t socket);
  void close(Crowd& crowd);
  void act(Crowd& crowd, curl_socket_t socket, int events);
  void takeEnded(Crowd& crowd);
  void giveUpTimedOut(Clock::time_point now);
  void goOnConnecting(Running& running, Clock::time_point now);
  void actOnAll(Crowd& crowd);
  void giveUp(Crowd& crowd);
  void checkInTime(Running& running);
  void retire(Running& running);
  void discard(Running& running);
  void finish(Running& running, Outcome<HttpResponse> answer);
  template <class Report>
  void finishWith(Running& running, const Report& report);
  void finishWithoutMemory(Running& running);

  const std::shared_ptr<CurlContext> context_;
  bool isReady_ = false;
  const bool mayRaiseSigpipe_;
  const std::size_t maxConnections_;
  EventLoop& loop_;
  Listener& listener_;
  std::vector<std::unique_ptr<Crowd>> crowds_;
  std::map<curl_socket_t, Crowd*> sockets_;    // who has watched it last; empty as long as there is one crowd
  std::vector<std::unique_ptr<Running>> all_;  // busy and idle: handles keep their options
  std::vector<Running*> idle_;
  DueQueue<Running> checks_;  // of deadlines
};

}  // namespace internal
}  // namespace snsuapi
