#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <snsuapi/sandbox/server.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/address_range.hpp"
#include "scenario/money.hpp"

namespace snsuapi {
namespace sandbox {

using Time = std::chrono::system_clock::time_point;

enum class Direction { Up, Down };
/// Hour pack: 包月限时, lapses at month's end. Day pack: 包月不限时, lasts the days bought.
enum class PackKind { Hour, Day };

/// `UP` or `DOWN`
const char* wireName(Direction direction);
/// `hour` or `day`
const char* packName(PackKind kind);

/// What the guide leaves open, and what it states as a number. docs/sandbox.md says which is which.
struct Rules {
  std::chrono::seconds precheckValid{};
  std::chrono::seconds longestUse{};
  int dayPackDays = 0;
  std::chrono::seconds mobileDefault{};
  std::chrono::seconds mobileDurationUnit{};
  /// The code of a refusal for which the guide names none, by the refusal's name.
  std::map<std::string, std::string> codes;
};

struct StsToken {
  std::string accessKeyId;
  std::string accessKeySecret;
  std::string securityToken;
  std::optional<Time> expiresAt;
};

struct Account {
  std::string accessKeyId;
  std::string accessKeySecret;
  Fen initialBalance = 0;
  bool activated = true;
  /// Names of actions; `*` for all.
  std::set<std::string> deniedActions;
  /// Whether the permanent key may come with a SecurityToken, whatever it is.
  bool acceptsAnyToken = false;
  /// 0: not limited.
  int requestsPerSecond = 0;
  std::vector<StsToken> stsTokens;
};

/// A home broadband line.
struct Line {
  std::int64_t bandId;
  std::string carrier;
  std::string province;
  int uploadMbps;
  int downloadMbps;
};

/// A line for each address of a range: the nth has the first one's BandId + n.
struct LineRange {
  AddressRange addresses;
  int firstPort;
  int lastPort;
  Line first;
};

struct Offer {
  std::int64_t offerId;
  Direction direction;
  int bandwidthMbps;
  PackKind kind;
};

/// Where a rate can be had.
struct Coverage {
  std::string carrier;
  std::set<std::pair<Direction, int>> rates;
  std::set<std::string> provinces;
};

struct Tier {
  std::int64_t from;  ///< packs of the month
  Fen price;
};

/// How one sandbox's world is set up. Does not change while it runs.
struct Scenario {
  Rules rules;
  std::vector<Account> accounts;
  std::vector<LineRange> lines;
  std::vector<Offer> offers;
  std::vector<Coverage> coverage;
  std::map<std::pair<Direction, PackKind>, std::vector<Tier>> prices;

  std::optional<Line> line(const std::string& ipAddress, int port) const;
  std::optional<Line> line(std::int64_t bandId) const;
  /// Whether the line's carrier accelerates anything in its province.
  bool covers(const Line& line) const;
  /// What can be ordered for a line: what its province is covered for, above its present rate.
  std::vector<Offer> offersFor(const Line& line) const;
  /// The price of one pack when so many of its tier have been ordered in a month.
  Fen price(Direction direction, PackKind kind, std::int64_t quantity) const;
};

/// Reads a scenario (JSON). A member that is absent at the top is that of the built-in one; one that is unknown is an
/// error. Throws ScenarioError.
Scenario parseScenario(std::string_view json);

/// The built-in scenario, in the form that parseScenario reads.
std::string_view defaultScenarioText();

}  // namespace sandbox
}  // namespace snsuapi
