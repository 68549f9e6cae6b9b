#pragma once

#include <memory>
#include <snsuapi/http/http_transport.hpp>

#include "async/exchanger.hpp"

namespace snsuapi {
namespace internal {

/// For a transport that can only send and wait, such as the mock: one exchange after the other, on the loop's thread.
class BlockingExchanger final : public Exchanger {
 public:
  BlockingExchanger(std::shared_ptr<HttpTransport> transport, Listener& listener)
      : transport_(std::move(transport)), listener_(listener) {}

  void start(Exchange& exchange, const HttpRequest& request, Clock::time_point) override {
    const bool isWarmUp = request.method == "HEAD";  // there is nothing to warm up
    listener_.onExchanged(exchange, isWarmUp ? HttpResponse() : transport_->send(request));
  }
  bool abandon(Exchange&) override { return true; }  // within start() alone, when memory runs out
  void onSocketReady(SocketHandle, bool, bool) override {}
  void onTimer() override {}
  std::optional<Clock::time_point> nextTimer() const override { return std::nullopt; }

 private:
  const std::shared_ptr<HttpTransport> transport_;
  Listener& listener_;
};

}  // namespace internal
}  // namespace snsuapi
