#include "store/store.hpp"

#include <algorithm>
#include <stdexcept>

#include "civil.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

// Marks a database as a sandbox's ("SNSU"), and the version of its tables.
constexpr int kApplicationId = 0x534e5355;
constexpr int kTablesVersion = 1;
constexpr int kSqliteBusy = 5;  // SQLITE_BUSY

// Money in fen, times in milliseconds since 1970, directions and packs by name.
constexpr const char* kTables = R"sql(
CREATE TABLE accounts(
  access_key_id TEXT PRIMARY KEY,
  free_fen INTEGER NOT NULL CHECK (free_fen >= 0),
  frozen_fen INTEGER NOT NULL CHECK (frozen_fen >= 0),
  charged_fen INTEGER NOT NULL CHECK (charged_fen >= 0)) WITHOUT ROWID;
CREATE TABLE nonces(
  access_key_id TEXT, nonce TEXT, used_at INTEGER NOT NULL, PRIMARY KEY (access_key_id, nonce)) WITHOUT ROWID;
CREATE TABLE prechecks(
  access_key_id TEXT, band_id INTEGER, prechecked_at INTEGER NOT NULL,
  PRIMARY KEY (access_key_id, band_id)) WITHOUT ROWID;
CREATE TABLE orders(
  order_id INTEGER PRIMARY KEY AUTOINCREMENT,
  access_key_id TEXT NOT NULL, band_id INTEGER NOT NULL, offer_id INTEGER NOT NULL, direction TEXT NOT NULL,
  bandwidth_mbps INTEGER NOT NULL, pack TEXT NOT NULL, month INTEGER NOT NULL, ordered_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, frozen_fen INTEGER NOT NULL, charged_fen INTEGER);
CREATE INDEX orders_of_line ON orders(access_key_id, band_id, direction, pack, ordered_at);
CREATE INDEX packs_of_line ON orders(access_key_id, band_id, direction, bandwidth_mbps, expires_at);
CREATE INDEX orders_of_volume ON orders(access_key_id, month, direction, pack);
CREATE TABLE volumes(
  access_key_id TEXT, month INTEGER, direction TEXT, pack TEXT, orders INTEGER NOT NULL, frozen_fen INTEGER NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (access_key_id, month, direction, pack)) WITHOUT ROWID;
CREATE TABLE speed_ups(
  use_id INTEGER PRIMARY KEY, access_key_id TEXT NOT NULL, band_id INTEGER NOT NULL, direction TEXT NOT NULL,
  bandwidth_mbps INTEGER NOT NULL, started_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, ended_at INTEGER,
  failure TEXT NOT NULL);
CREATE UNIQUE INDEX one_runs ON speed_ups(band_id, direction) WHERE ended_at IS NULL;
CREATE INDEX speed_ups_by_end ON speed_ups(ends_at) WHERE ended_at IS NULL;
CREATE INDEX speed_ups_by_start ON speed_ups(started_at);
CREATE TABLE mobile(
  correlation_id TEXT PRIMARY KEY, access_key_id TEXT NOT NULL, started_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  stopped INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE settings(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
)sql";

std::int64_t toColumn(Time time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
const char* toColumn(Direction direction) { return wireName(direction); }
const char* toColumn(PackKind kind) { return packName(kind); }
const std::string& toColumn(const std::string& text) { return text; }
std::int64_t toColumn(std::int64_t number) { return number; }
std::int32_t toColumn(int number) { return number; }

Time timeOf(const SQLite::Column& column) { return Time(std::chrono::milliseconds(column.getInt64())); }
Direction directionOf(const SQLite::Column& column) {
  return column.getString() == wireName(Direction::Up) ? Direction::Up : Direction::Down;
}
PackKind kindOf(const SQLite::Column& column) {
  return column.getString() == packName(PackKind::Hour) ? PackKind::Hour : PackKind::Day;
}

}  // namespace

/// A prepared statement in use: bound when it is made, and reset when it goes, so that it holds nothing.
class Store::Query {
 public:
  explicit Query(SQLite::Statement& statement) : statement_(statement) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query() { statement_.tryReset(); }

  bool next() { return statement_.executeStep(); }
  /// Runs to the end; returns how many rows it changed.
  int run() { return statement_.exec(); }
  SQLite::Column operator[](int column) const { return statement_.getColumn(column); }

 private:
  SQLite::Statement& statement_;
};

template <class... Values>
Store::Query Store::query(const char* sql, const Values&... values) {
  auto found = prepared_.find(sql);
  if (found == prepared_.end()) found = prepared_.emplace(sql, SQLite::Statement(database_, sql)).first;
  SQLite::Statement& statement = found->second;
  statement.clearBindings();
  [[maybe_unused]] int position = 0;
  (statement.bind(++position, toColumn(values)), ...);
  return Query(statement);
}

Store::Store(const std::string& file) try
    : database_(file.empty() ? ":memory:" : file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
  // One process owns the file: a second sandbox on it is told so. What is committed outlives this process, whatever
  // ends it; a power failure may cost the last moments, which is worth a call without fsync.
  database_.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::EXCLUSIVE);
  const int application = database_.execAndGet("PRAGMA application_id").getInt();
  const int version = database_.execAndGet("PRAGMA user_version").getInt();
  const bool isNew = database_.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
  if (isNew) {
    makeTables();
  } else if (application != kApplicationId || version != kTablesVersion) {
    throw std::runtime_error("the database " + file + " is not of this version of the sandbox; give another file");
  }
  nonces_ = static_cast<std::size_t>(database_.execAndGet("SELECT count(*) FROM nonces").getInt64());
  transaction.commit();
} catch (const SQLite::Exception& error) {
  const bool isBusy = error.getErrorCode() == kSqliteBusy;
  throw std::runtime_error("can't use the database " + file + ": " +
                           (isBusy ? "it is in use, by another sandbox perhaps" : error.what()));
}

void Store::makeTables() {
  database_.exec(kTables);
  database_.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  database_.exec("PRAGMA user_version = " + std::to_string(kTablesVersion));
}

void Store::clear() {
  for (const char* table :
       {"accounts", "nonces", "prechecks", "orders", "volumes", "speed_ups", "mobile", "settings", "sqlite_sequence"}) {
    database_.exec(std::string("DELETE FROM ") + table);
  }
  nonces_ = 0;
}

void Store::openAccount(const std::string& accessKeyId, Fen balance) {
  query("INSERT INTO accounts VALUES (?, ?, 0, 0) ON CONFLICT DO NOTHING", accessKeyId, balance).run();
}

Balance Store::balance(const std::string& accessKeyId) {
  Query row = query("SELECT free_fen, frozen_fen, charged_fen FROM accounts WHERE access_key_id = ?", accessKeyId);
  if (!row.next()) throw std::logic_error("the account " + accessKeyId + " was not opened");
  return {accessKeyId, row[0].getInt64(), row[1].getInt64(), row[2].getInt64()};
}

std::vector<Balance> Store::balances() {
  std::vector<Balance> found;
  Query row = query("SELECT access_key_id, free_fen, frozen_fen, charged_fen FROM accounts ORDER BY access_key_id");
  while (row.next()) found.push_back({row[0].getString(), row[1].getInt64(), row[2].getInt64(), row[3].getInt64()});
  return found;
}

bool Store::useNonce(const std::string& accessKeyId, const std::string& nonce, Time now, std::chrono::seconds keepFor) {
  if (nonces_ >= sweepAt_) {
    nonces_ -= static_cast<std::size_t>(query("DELETE FROM nonces WHERE used_at < ?", now - keepFor).run());
    sweepAt_ = std::max<std::size_t>(1024, 2 * nonces_);
  }
  const bool isNew = query("INSERT INTO nonces VALUES (?, ?, ?) ON CONFLICT DO NOTHING", accessKeyId, nonce, now).run();
  nonces_ += isNew ? 1 : 0;
  return isNew;
}

void Store::keepPrecheck(const std::string& accessKeyId, std::int64_t bandId, Time now) {
  query("INSERT OR REPLACE INTO prechecks VALUES (?, ?, ?)", accessKeyId, bandId, now).run();
}

std::optional<Time> Store::precheckedAt(const std::string& accessKeyId, std::int64_t bandId) {
  Query row = query("SELECT prechecked_at FROM prechecks WHERE access_key_id = ? AND band_id = ?", accessKeyId, bandId);
  if (!row.next()) return std::nullopt;
  return timeOf(row[0]);
}

std::optional<std::int64_t> Store::placeOrder(const Order& order) {
  const int frozen = query(
                         "UPDATE accounts SET free_fen = free_fen - ?1, frozen_fen = frozen_fen + ?1 "
                         "WHERE access_key_id = ?2 AND free_fen >= ?1",
                         order.frozen, order.accessKeyId)
                         .run();
  if (frozen == 0) return std::nullopt;
  const std::int64_t month = chinaMonth(order.orderedAt);
  query(
      "INSERT INTO volumes VALUES (?, ?, ?, ?, 1, ?, 0) "
      "ON CONFLICT DO UPDATE SET orders = orders + 1, frozen_fen = frozen_fen + excluded.frozen_fen",
      order.accessKeyId, month, order.direction, order.kind, order.frozen)
      .run();
  query(
      "INSERT INTO orders(access_key_id, band_id, offer_id, direction, bandwidth_mbps, pack, month, ordered_at, "
      "expires_at, frozen_fen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      order.accessKeyId, order.bandId, order.offerId, order.direction, order.bandwidthMbps, order.kind, month,
      order.orderedAt, order.expiresAt, order.frozen)
      .run();
  return database_.getLastInsertRowid();
}

std::int64_t Store::orderedInMonth(const std::string& accessKeyId, std::int64_t month, Direction direction,
                                   PackKind kind) {
  Query row = query("SELECT orders FROM volumes WHERE access_key_id = ? AND month = ? AND direction = ? AND pack = ?",
                    accessKeyId, month, direction, kind);
  return row.next() ? row[0].getInt64() : 0;
}

bool Store::orderedForLine(const std::string& accessKeyId, std::int64_t bandId, Direction direction, PackKind kind,
                           Time from, Time until) {
  return query(
             "SELECT 1 FROM orders WHERE access_key_id = ? AND band_id = ? AND direction = ? AND pack = ? "
             "AND ordered_at >= ? AND ordered_at < ? LIMIT 1",
             accessKeyId, bandId, direction, kind, from, until)
      .next();
}

bool Store::hasLivePack(const std::string& accessKeyId, std::int64_t bandId, Direction direction,
                        std::int64_t bandwidthMbps, Time now) {
  return query(
             "SELECT 1 FROM orders WHERE access_key_id = ? AND band_id = ? AND direction = ? AND bandwidth_mbps = ? "
             "AND expires_at > ? LIMIT 1",
             accessKeyId, bandId, direction, bandwidthMbps, now)
      .next();
}

std::vector<Order> Store::orders(std::int64_t limit) {
  std::vector<Order> found;
  Query row = query(
      "SELECT order_id, access_key_id, band_id, offer_id, direction, bandwidth_mbps, pack, ordered_at, expires_at, "
      "frozen_fen, charged_fen FROM orders ORDER BY order_id DESC LIMIT ?",
      limit);
  while (row.next()) {
    Order order{row[0].getInt64(),   row[1].getString(), row[2].getInt64(), row[3].getInt64(),
                directionOf(row[4]), row[5].getInt(),    kindOf(row[6]),    timeOf(row[7]),
                timeOf(row[8]),      row[9].getInt64(),  std::nullopt};
    if (!row[10].isNull()) order.charged = row[10].getInt64();
    found.push_back(std::move(order));
  }
  return found;
}

void Store::keepSettlement(Time at) { keepSetting("latestSettlement", toColumn(at)); }

std::vector<Volume> Store::unsettledBefore(std::int64_t month) {
  std::vector<Volume> found;
  Query row = query(
      "SELECT access_key_id, month, direction, pack, orders, frozen_fen FROM volumes "
      "WHERE settled = 0 AND month < ? ORDER BY month",
      month);
  while (row.next()) {
    found.push_back({row[0].getString(), row[1].getInt64(), directionOf(row[2]), kindOf(row[3]), row[4].getInt64(),
                     row[5].getInt64()});
  }
  return found;
}

void Store::settle(const Volume& volume, Fen price) {
  const Fen charged = price * volume.orders;
  query(
      "UPDATE accounts SET frozen_fen = frozen_fen - ?1, free_fen = free_fen + ?1 - ?2, charged_fen = charged_fen + ?2 "
      "WHERE access_key_id = ?3",
      volume.frozen, charged, volume.accessKeyId)
      .run();
  query("UPDATE orders SET charged_fen = ? WHERE access_key_id = ? AND month = ? AND direction = ? AND pack = ?", price,
        volume.accessKeyId, volume.month, volume.direction, volume.kind)
      .run();
  query("UPDATE volumes SET settled = 1 WHERE access_key_id = ? AND month = ? AND direction = ? AND pack = ?",
        volume.accessKeyId, volume.month, volume.direction, volume.kind)
      .run();
}

namespace {

// A row of all columns, in the table's order.
template <class Row>
SpeedUp speedUpOf(const Row& row) {
  SpeedUp speedUp{row[0].getInt64(), row[1].getString(), row[2].getInt64(), directionOf(row[3]), row[4].getInt64(),
                  timeOf(row[5]),    timeOf(row[6]),     std::nullopt,      row[8].getString()};
  if (!row[7].isNull()) speedUp.endedAt = timeOf(row[7]);
  return speedUp;
}

template <class Row>
std::vector<SpeedUp> speedUpsOf(Row row) {
  std::vector<SpeedUp> found;
  while (row.next()) found.push_back(speedUpOf(row));
  return found;
}

template <class Row>
MobileSpeedUp mobileOf(const Row& row) {
  return {row[0].getString(), row[1].getString(), timeOf(row[2]), timeOf(row[3]), row[4].getInt() != 0};
}

}  // namespace

std::optional<SpeedUp> Store::running(std::int64_t bandId, Direction direction) {
  Query row =
      query("SELECT * FROM speed_ups WHERE band_id = ? AND direction = ? AND ended_at IS NULL", bandId, direction);
  if (!row.next()) return std::nullopt;
  return speedUpOf(row);
}

std::vector<SpeedUp> Store::running() {
  return speedUpsOf<Query>(query("SELECT * FROM speed_ups WHERE ended_at IS NULL ORDER BY ends_at"));
}

void Store::keepSpeedUp(const SpeedUp& speedUp) {
  query(
      "INSERT INTO speed_ups(access_key_id, band_id, direction, bandwidth_mbps, started_at, ends_at, ended_at, "
      "failure) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN ?7 = '' THEN NULL ELSE ?5 END, ?7)",
      speedUp.accessKeyId, speedUp.bandId, speedUp.direction, speedUp.bandwidthMbps, speedUp.startedAt, speedUp.endsAt,
      speedUp.failure)
      .run();
}

void Store::endSpeedUp(std::int64_t useId, Time at) {
  query("UPDATE speed_ups SET ended_at = ? WHERE use_id = ?", at, useId).run();
}

void Store::endDueSpeedUps(Time now) {
  query("UPDATE speed_ups SET ended_at = ends_at WHERE ended_at IS NULL AND ends_at <= ?", now).run();
}

std::vector<SpeedUp> Store::speedUps(Time from, Time until, const std::string& accessKeyId) {
  return speedUpsOf<Query>(
      query("SELECT * FROM speed_ups WHERE started_at >= ?1 AND started_at < ?2 AND (?3 = '' OR access_key_id = ?3) "
            "ORDER BY started_at DESC, use_id DESC",
            from, until, accessKeyId));
}

void Store::startMobile(const MobileSpeedUp& speedUp) {
  query("INSERT INTO mobile(correlation_id, access_key_id, started_at, ends_at) VALUES (?, ?, ?, ?)",
        speedUp.correlationId, speedUp.accessKeyId, speedUp.startedAt, speedUp.endsAt)
      .run();
}

std::optional<MobileSpeedUp> Store::mobile(const std::string& accessKeyId, const std::string& correlationId) {
  Query row = query("SELECT * FROM mobile WHERE correlation_id = ? AND access_key_id = ?", correlationId, accessKeyId);
  if (!row.next()) return std::nullopt;
  return mobileOf(row);
}

std::vector<MobileSpeedUp> Store::runningMobile(Time now) {
  std::vector<MobileSpeedUp> found;
  Query row = query("SELECT * FROM mobile WHERE stopped = 0 AND ends_at > ? ORDER BY ends_at", now);
  while (row.next()) found.push_back(mobileOf(row));
  return found;
}

void Store::stopMobile(const std::string& correlationId) {
  query("UPDATE mobile SET stopped = 1 WHERE correlation_id = ?", correlationId).run();
}

std::optional<Time> Store::latestEvent() {
  Query row = query(
      "SELECT max(at) FROM (SELECT max(prechecked_at) AS at FROM prechecks UNION ALL SELECT max(ordered_at) FROM "
      "orders "
      "UNION ALL SELECT max(started_at) FROM speed_ups UNION ALL SELECT max(ended_at) FROM speed_ups "
      "UNION ALL SELECT max(started_at) FROM mobile "
      "UNION ALL SELECT value FROM settings WHERE name = 'latestSettlement')");
  if (!row.next() || row[0].isNull()) return std::nullopt;
  return timeOf(row[0]);
}

std::int64_t Store::nextNumber(const std::string& name) {
  const std::int64_t next = setting(name).value_or(0) + 1;
  keepSetting(name, next);
  return next;
}

std::optional<std::int64_t> Store::setting(const std::string& name) {
  Query row = query("SELECT value FROM settings WHERE name = ?", name);
  if (!row.next()) return std::nullopt;
  return row[0].getInt64();
}

void Store::keepSetting(const std::string& name, std::int64_t value) {
  query("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value).run();
}

}  // namespace sandbox
}  // namespace snsuapi
