#pragma once

#include <chrono>
#include <optional>
#include <snsuapi/event_loop.hpp>
#include <snsuapi/http/http_message.hpp>
#include <snsuapi/outcome.hpp>

namespace snsuapi {
namespace internal {

/// Carries HTTP exchanges without waiting for them. Used on the loop's thread only.
class Exchanger {
 public:
  using Clock = std::chrono::steady_clock;

  /// What an exchange's owner is made of: the listener gets it back.
  struct Exchange {
    void* carrier = nullptr;  // the exchanger's own
  };

  /// Told of the ends of exchanges, within any of the functions below.
  class Listener {
   public:
    virtual void onExchanged(Exchange& exchange, Outcome<HttpResponse> answer) = 0;

   protected:
    ~Listener() = default;
  };

  Exchanger() = default;
  Exchanger(const Exchanger&) = delete;
  Exchanger& operator=(const Exchanger&) = delete;
  virtual ~Exchanger() = default;

  /// When memory runs out in it, it may throw; the exchange is then to be abandoned.
  /// @param exchange must live until its end, as the request
  /// @param begin    when its total time began
  virtual void start(Exchange& exchange, const HttpRequest& request, Clock::time_point begin) = 0;
  /// Gives an exchange up that has not ended, without a word to the listener. Returns whether a byte of it may have
  /// left.
  virtual bool abandon(Exchange& exchange) = 0;

  virtual void onSocketReady(SocketHandle socket, bool readable, bool writable) = 0;
  /// To be called when nextTimer() has come.
  virtual void onTimer() = 0;
  virtual std::optional<Clock::time_point> nextTimer() const = 0;
};

}  // namespace internal
}  // namespace snsuapi
