#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <snsuapi/sandbox/server.hpp>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

namespace snsuapi_stress {

/// One call that was begun, and how often its end was told.
struct Ticket {
  explicit Ticket(std::int64_t order) : orderTag(order) {}
  /// What an order bears as its OwnerId, so that its arrivals can be told from others'; 0: no order.
  const std::int64_t orderTag;
  std::atomic<int> ends{0};
};

/// Knows every call and every arrival, and what must never be. Thread-safe.
class Ledger {
 public:
  explicit Ledger(snsuapi::sandbox::Server& server) : server_(server) {}

  std::shared_ptr<Ticket> begin(bool isOrder);

  template <class Response>
  void end(Ticket& ticket, const snsuapi::Outcome<Response>& outcome) {
    std::int64_t orderId = 0;
    if constexpr (std::is_same_v<Response, snsuapi::BandOfferOrderResponse>) {
      if (outcome) orderId = outcome->getResultModule().getLxOrderId();
    }
    end(ticket, outcome.error(), orderId);
  }

  /// Something that must never be has been.
  void complain(const std::string& what);
  /// Calls that have begun and not ended.
  std::int64_t underWay() const { return begun_ - ended_; }
  /// Takes down which orders have arrived since it was last asked.
  void readJournal();
  /// To be called when every client is gone: compares what was told with what has arrived and what is in the books.
  void settle();
  /// What happened, for people; and every complaint.
  std::string report() const;
  bool isGood() const;

 private:
  struct Order {
    bool hasEnded = false;
    bool isPlaced = false;
    snsuapi::Delivery delivery = snsuapi::Delivery::NotSent;
    int arrivals = 0;
  };

  void end(Ticket& ticket, const snsuapi::Error& error, std::int64_t orderId);
  void checkBooks(std::size_t arrived);

  snsuapi::sandbox::Server& server_;
  std::atomic<std::int64_t> begun_{0};
  std::atomic<std::int64_t> ended_{0};

  std::mutex journalMutex_;  // one reader at a time
  std::int64_t lastRead_ = 0;

  mutable std::mutex mutex_;
  std::vector<Order> orders_;  // guarded by mutex_, as what follows; the order with tag n is number n - 1
  std::set<std::int64_t> orderIds_;
  std::map<std::string, std::int64_t> codes_;
  std::vector<std::string> complaints_;
};

}  // namespace snsuapi_stress
