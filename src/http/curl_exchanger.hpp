#pragma once

#include <curl/curl.h>

#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "async/exchanger.hpp"
#include "http/curl_context.hpp"
#include "http/curl_transfer.hpp"

namespace snsuapi {
namespace internal {

/// Many exchanges on one curl_multi, driven by events.
class CurlExchanger final : public Exchanger {
 public:
  /// @param loop and listener must outlive this
  CurlExchanger(std::shared_ptr<CurlContext> context, std::size_t maxConnections, EventLoop& loop, Listener& listener);
  ~CurlExchanger() override;

  void start(Exchange exchange, const HttpRequest& request, Clock::time_point begin) override;
  bool abandon(Exchange exchange) override;
  void onSocketReady(SocketHandle socket, bool readable, bool writable) override;
  void onTimer() override;
  std::optional<Clock::time_point> nextTimer() const override;

 private:
  struct Running;
  using Deadline = std::pair<Clock::time_point, Running*>;
  struct Running {
    explicit Running(const CurlContext& context) : transfer(context) {}
    CurlTransfer transfer;
    Exchange exchange = nullptr;
    std::vector<curl_socket_t> watched;
    std::chrono::milliseconds longestSilence{};
    Clock::time_point checkedAt{};               // when its deadline is looked at next
    std::set<Deadline>::node_type idleDeadline;  // kept for the next exchange
  };
  // The nodes of ended exchanges are kept whole: the next ones allocate nothing.
  using RunningMap = std::map<Exchange, std::unique_ptr<Running>>;
  struct MultiDeleter {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
  };

  static int onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void* watched);
  static int onCurlTimer(CURLM* multi, long milliseconds, void* self);

  void act(curl_socket_t socket, int events);
  void takeEnded();
  void giveUpTimedOut();
  void actOnAll();
  void watchDeadline(Running& running);
  void unwatchDeadline(Running& running);
  void retire(Running& running);
  void finish(Running& running, Outcome<HttpResponse> answer);

  const std::shared_ptr<CurlContext> context_;
  const Outcome<void> ready_;
  const bool mayRaiseSigpipe_;
  EventLoop& loop_;
  Listener& listener_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
  std::optional<Clock::time_point> curlTimer_;
  RunningMap running_;
  std::set<Deadline> deadlines_;
  std::vector<RunningMap::node_type> idle_;
};

}  // namespace internal
}  // namespace snsuapi
