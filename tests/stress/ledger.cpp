#include "ledger.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace snsuapi_stress {

using nlohmann::json;
using snsuapi::Delivery;

namespace {

constexpr std::size_t kMostComplaints = 20;

// What the faults that are armed, the cancelling and the closing bring about; anything else is wrong.
constexpr std::array<const char*, 11> kExpected = {"",
                                                   "SDK.Cancelled",
                                                   "SDK.ConnectTimeout",
                                                   "SDK.InvalidServerResponse",
                                                   "SDK.ReadTimeout",
                                                   "SDK.ResponseTooLarge",
                                                   "SDK.ServerUnreachable",
                                                   "InvalidTimeStamp.Expired",
                                                   "Throttling.User",
                                                   "isp.SYSTEM_ERROR",
                                                   "isv.BUSINESS_LIMIT_CONTROL"};

}  // namespace

std::shared_ptr<Ticket> Ledger::begin(bool isOrder) {
  ++begun_;
  if (!isOrder) return std::make_shared<Ticket>(0);
  const std::lock_guard<std::mutex> lock(mutex_);
  orders_.emplace_back();
  return std::make_shared<Ticket>(static_cast<std::int64_t>(orders_.size()));
}

void Ledger::end(Ticket& ticket, const snsuapi::Error& error, std::int64_t orderId) {
  if (++ticket.ends > 1) return complain("a call's end was told twice");
  if (std::find(kExpected.begin(), kExpected.end(), error.code()) == kExpected.end()) {
    complain("unexpected: " + error.toString());
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++codes_[error.code().empty() ? "OK" : error.code()];
    if (ticket.orderTag != 0) {
      Order& order = orders_[static_cast<std::size_t>(ticket.orderTag - 1)];
      order.hasEnded = true;
      order.isPlaced = orderId != 0;
      order.delivery = error.delivery();
      if (order.isPlaced && !orderIds_.insert(orderId).second) complaints_.push_back("an order id was given twice");
    }
  }
  ++ended_;
}

void Ledger::complain(const std::string& what) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (complaints_.size() < kMostComplaints) complaints_.push_back(what);
}

void Ledger::readJournal() {
  const std::lock_guard<std::mutex> reading(journalMutex_);
  const json journal =
      json::parse(server_.control("GET", "/_sandbox/requests?limit=100000&after=" + std::to_string(lastRead_)));
  if (journal.at("dropped") != 0) complain("the sandbox's journal was not read in time: arrivals can't be counted");
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const json& entry : journal.at("requests")) {
    lastRead_ = entry.at("id");
    if (entry.at("action") != "BandOfferOrder") continue;
    const std::string tag = entry.at("parameters").at("OwnerId");
    ++orders_.at(static_cast<std::size_t>(std::stoll(tag) - 1)).arrivals;
  }
}

void Ledger::settle() {
  if (underWay() != 0) complain(std::to_string(underWay()) + " calls never ended");
  readJournal();
  std::size_t arrived = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (std::size_t i = 0; i < orders_.size() && complaints_.size() < kMostComplaints; ++i) {
      const Order& order = orders_[i];
      const std::string name =
          "order " + std::to_string(i + 1) + ", which arrived " + std::to_string(order.arrivals) + " times, ";
      arrived += static_cast<std::size_t>(order.arrivals);
      if (!order.hasEnded) complaints_.push_back(name + "never ended");
      if (order.arrivals > 1) complaints_.push_back(name + "was called once");
      if (order.isPlaced && order.arrivals != 1) complaints_.push_back(name + "was placed");
      if (order.isPlaced) continue;
      if (order.delivery == Delivery::NotSent && order.arrivals != 0) complaints_.push_back(name + "was not sent");
      // A connection that is reset before the sandbox reads from it was none of the service's arrivals.
      if (order.delivery == Delivery::Answered && order.arrivals != 1) complaints_.push_back(name + "was answered");
    }
  }
  checkBooks(arrived);
}

// Placed, as the clients heard <= in the books <= arrived.
void Ledger::checkBooks(std::size_t arrived) {
  const json books = json::parse(server_.control("GET", "/_sandbox/orders?limit=100000"));
  std::set<std::int64_t> inTheBooks;
  for (const json& order : books.at("orders")) inTheBooks.insert(order.at("orderId").get<std::int64_t>());
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!std::includes(inTheBooks.begin(), inTheBooks.end(), orderIds_.begin(), orderIds_.end())) {
    complaints_.push_back("an order that was placed is not in the books");
  }
  if (inTheBooks.size() > arrived) complaints_.push_back("there are more orders in the books than have arrived");
}

std::string Ledger::report() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::string text = std::to_string(begun_) + " calls, " + std::to_string(orders_.size()) + " of them orders\n";
  for (const auto& [code, count] : codes_) text += "  " + code + ": " + std::to_string(count) + '\n';
  for (const std::string& complaint : complaints_) text += "WRONG: " + complaint + '\n';
  return text;
}

bool Ledger::isGood() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return complaints_.empty();
}

}  // namespace snsuapi_stress
