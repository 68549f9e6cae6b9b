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

  void start(Exchange exchange, const HttpRequest& request) override {
    listener_.onExchanged(exchange, transport_->send(request));
  }
  bool abandon(Exchange) override { return false; }
  void onSocketReady(SocketHandle, bool, bool) override {}
  void onTimer() override {}
  std::optional<Clock::time_point> nextTimer() const override { return std::nullopt; }

 private:
  const std::shared_ptr<HttpTransport> transport_;
  Listener& listener_;
};

}  // namespace internal
}  // namespace snsuapi
