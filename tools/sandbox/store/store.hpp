#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace snsuapi {
namespace sandbox {

using Time = std::chrono::system_clock::time_point;

enum class Direction { Up, Down };
enum class PackKind { Hour, Day };

struct Account {
  std::string accessKeyId;
  std::string accessKeySecret;
  std::int64_t balanceFen;  ///< prepaid and free, in hundredths of a yuan
  std::int64_t frozenFen;   ///< held for this month's orders
};

/// A home broadband line of China Telecom.
struct Line {
  std::int64_t bandId;
  std::string ipAddress;
  int port;
  std::string province;
  int uploadMbps;
  int downloadMbps;
};

struct Offer {
  std::int64_t offerId;
  Direction direction;
  int bandwidthMbps;
  PackKind kind;
  std::int64_t priceFen;
};

struct Precheck {
  Time time;
  std::vector<Offer> offers;
};

/// An order that was placed: a pack of speed-ups in one direction of a line.
struct Pack {
  std::int64_t orderId;
  std::string accessKeyId;
  std::int64_t bandId;
  Offer offer;
  Time orderedAt;
  Time expiresAt;
};

struct SpeedUp {
  int bandwidthMbps;
  Time startedAt;
};

/// All that the service remembers. Not thread-safe: the service takes one call at a time.
class Store {
 public:
  /// The state of a new sandbox: the account testid / testsecret, and one line on which everything works.
  Store();

  const Account* account(const std::string& accessKeyId) const;
  const Line* line(const std::string& ipAddress, int port) const;
  const Line* line(std::int64_t bandId) const;

  void keepPrecheck(const std::string& accessKeyId, std::int64_t bandId, Precheck precheck);
  const Precheck* precheck(const std::string& accessKeyId, std::int64_t bandId) const;

  /// Freezes the price and keeps the pack, both or neither; returns the order's id, or none when the balance is too
  /// low.
  std::optional<std::int64_t> order(const Pack& pack);
  /// The account's packs, for one line or for all.
  std::vector<Pack> packs(const std::string& accessKeyId, std::int64_t bandId) const;

  const SpeedUp* running(std::int64_t bandId, Direction direction) const;
  void start(std::int64_t bandId, Direction direction, SpeedUp speedUp);
  void stop(std::int64_t bandId, Direction direction);

  std::string startMobile(const std::string& accessKeyId);
  /// Whether the mobile speed-up runs; none when this account never started one of this id.
  std::optional<bool> mobileRuns(const std::string& accessKeyId, const std::string& correlationId) const;
  void stopMobile(const std::string& accessKeyId, const std::string& correlationId);

 private:
  std::map<std::string, Account> accounts_;
  std::vector<Line> lines_;
  std::map<std::pair<std::string, std::int64_t>, Precheck> prechecks_;
  std::vector<Pack> packs_;
  std::map<std::pair<std::int64_t, Direction>, SpeedUp> running_;
  std::map<std::pair<std::string, std::string>, bool> mobile_;
  std::int64_t nextOrderId_ = 1;
};

}  // namespace sandbox
}  // namespace snsuapi
