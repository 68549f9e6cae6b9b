#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <utility>

#include "ledger.hpp"

namespace snsuapi_stress {

/// A client, with the promise of its close() kept an eye on: that no callback runs once it has returned. Thread-safe.
class StressedClient : public std::enable_shared_from_this<StressedClient> {
 public:
  StressedClient(snsuapi::ClientProfile profile, Ledger& ledger);

  template <class Request>
  void execute(const Request& request, bool isOrder, const snsuapi::CallOptions& options) {
    const auto ticket = ledger_.begin(isOrder);
    ledger_.end(*ticket, client_.execute(tagged(request, *ticket), options));
  }

  /// @param then what the callback does when it has taken the outcome down. The callback keeps this client alive.
  template <class Request>
  snsuapi::Call executeAsync(const Request& request, bool isOrder, const snsuapi::CallOptions& options,
                             std::function<void()> then = {}) {
    const auto ticket = ledger_.begin(isOrder);
    const Within within;
    return client_.executeAsync(
        tagged(request, *ticket),
        [self = shared_from_this(), ticket, then = std::move(then)](const auto& outcome) {
          self->checkOpen("began");
          self->ledger_.end(*ticket, outcome);
          if (then) then();
          self->checkOpen("ended");
        },
        options);
  }

  /// The future's value is for whoever wants to wait; the ledger has taken it down by then.
  template <class Request>
  void submit(const Request& request, bool isOrder, const snsuapi::CallOptions& options) {
    const auto ticket = ledger_.begin(isOrder);
    ledger_.end(*ticket, client_.submit(tagged(request, *ticket), options).get());
  }

  std::size_t poll() const { return client_.poll(); }
  bool isPolled() const { return isPolled_; }
  /// Within one of its callbacks.
  void closeWithin() const;
  /// From outside of any callback: by several attempts that wait for no time, or by one that waits.
  void close(bool impatiently);

 private:
  // A closed client answers within executeAsync, which is no callback that outlives close().
  class Within {
   public:
    Within() { ++depth(); }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;
    ~Within() { --depth(); }
    static int& depth();
  };

  template <class Request>
  static Request tagged(Request request, const Ticket& ticket) {
    if (ticket.orderTag != 0) request.setOwnerId(ticket.orderTag);
    return request;
  }
  void checkOpen(const char* what) const;

  Ledger& ledger_;
  const bool isPolled_;
  std::atomic<bool> isClosed_{false};
  const snsuapi::AcsClient client_;
};

}  // namespace snsuapi_stress
