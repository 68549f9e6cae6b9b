#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace snsuapi {
namespace sandbox {

struct Balance {
  std::string accessKeyId;
  Fen free;     ///< prepaid, and not yet held for anything
  Fen frozen;   ///< held for orders that are not settled yet
  Fen charged;  ///< settled, all in all
};

/// An order that was placed: a pack of speed-ups in one direction of a line.
struct Order {
  std::int64_t orderId;  ///< 0 before it is placed
  std::string accessKeyId;
  std::int64_t bandId;
  std::int64_t offerId;
  Direction direction;
  int bandwidthMbps;
  PackKind kind;
  Time orderedAt;
  Time expiresAt;
  Fen frozen;
  std::optional<Fen> charged;  ///< none before it is settled
};

/// The orders of an account in one month that are priced together.
struct Volume {
  std::string accessKeyId;
  std::int64_t month;  ///< such as 201807
  Direction direction;
  PackKind kind;
  std::int64_t orders;
  Fen frozen;
};

/// A call of BandStartSpeedUp, and what came of it.
struct SpeedUp {
  std::int64_t useId;
  std::string accessKeyId;
  std::int64_t bandId;
  Direction direction;
  std::int64_t bandwidthMbps;
  Time startedAt;
  Time endsAt;                  ///< at the latest
  std::optional<Time> endedAt;  ///< none while it runs
  std::string failure;          ///< why it was refused; empty when it was not
};

struct MobileSpeedUp {
  std::string correlationId;
  std::string accessKeyId;
  Time startedAt;
  Time endsAt;
  bool stopped;
};

/// All that the service remembers, in SQLite. Every use is within a Transaction, which also keeps other threads out.
class Store {
 public:
  /// @param file of the database; empty: in memory. Throws std::runtime_error for one that can't be used, is in use, or
  /// is of another program or version.
  explicit Store(const std::string& file);

  /// Holds the store for one thread; what is not committed is rolled back.
  class Transaction {
   public:
    explicit Transaction(Store& store) : lock_(store.mutex_), transaction_(store.database_) {}
    void commit() { transaction_.commit(); }

   private:
    std::unique_lock<std::mutex> lock_;
    SQLite::Transaction transaction_;
  };

  void clear();

  /// An account that is new gets its initial balance; one that is known keeps what it has.
  void openAccount(const std::string& accessKeyId, Fen balance);
  Balance balance(const std::string& accessKeyId);
  std::vector<Balance> balances();

  /// False when it was used before.
  bool useNonce(const std::string& accessKeyId, const std::string& nonce, Time now, std::chrono::seconds keepFor);

  void keepPrecheck(const std::string& accessKeyId, std::int64_t bandId, Time now);
  std::optional<Time> precheckedAt(const std::string& accessKeyId, std::int64_t bandId);

  /// Freezes the price, counts the order in its month's volume and keeps it; returns its id, or none when the balance
  /// is too low, and then changes nothing.
  std::optional<std::int64_t> placeOrder(const Order& order);
  /// How many orders of this kind the account has placed in the month.
  std::int64_t orderedInMonth(const std::string& accessKeyId, std::int64_t month, Direction direction, PackKind kind);
  bool orderedForLine(const std::string& accessKeyId, std::int64_t bandId, Direction direction, PackKind kind,
                      Time from, Time until);
  bool hasLivePack(const std::string& accessKeyId, std::int64_t bandId, Direction direction, std::int64_t bandwidthMbps,
                   Time now);
  /// The newest first.
  std::vector<Order> orders(std::int64_t limit);

  /// The volumes of months before this one that are not settled.
  std::vector<Volume> unsettledBefore(std::int64_t month);
  /// Charges every order of the volume this price and releases the rest.
  void settle(const Volume& volume, Fen price);
  /// That all months until then are settled.
  void keepSettlement(Time at);

  std::optional<SpeedUp> running(std::int64_t bandId, Direction direction);
  std::vector<SpeedUp> running();
  /// Keeps a start, or a refused one when it has a failure.
  void keepSpeedUp(const SpeedUp& speedUp);
  void endSpeedUp(std::int64_t useId, Time at);
  /// Ends what has run as long as it may.
  void endDueSpeedUps(Time now);
  /// Started in a span; the newest first. @param accessKeyId empty: of all accounts
  std::vector<SpeedUp> speedUps(Time from, Time until, const std::string& accessKeyId);

  void startMobile(const MobileSpeedUp& speedUp);
  std::optional<MobileSpeedUp> mobile(const std::string& accessKeyId, const std::string& correlationId);
  std::vector<MobileSpeedUp> runningMobile(Time now);
  void stopMobile(const std::string& correlationId);

  /// The latest moment at which something was recorded; none in an empty store.
  std::optional<Time> latestEvent();
  /// A number that is one higher each time, across restarts.
  std::int64_t nextNumber(const std::string& name);
  std::optional<std::int64_t> setting(const std::string& name);
  void keepSetting(const std::string& name, std::int64_t value);

 private:
  friend class Transaction;
  class Query;
  template <class... Values>
  Query query(const char* sql, const Values&... values);
  void makeTables();

  std::mutex mutex_;
  SQLite::Database database_;                          // guarded by mutex_, as what follows
  std::map<const char*, SQLite::Statement> prepared_;  // by the address of their text, each a literal
  std::size_t nonces_ = 0;
  std::size_t sweepAt_ = 1024;
};

}  // namespace sandbox
}  // namespace snsuapi
