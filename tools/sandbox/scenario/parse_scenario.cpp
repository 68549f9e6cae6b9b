#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>

#include "scenario/json_object.hpp"
#include "scenario/scenario.hpp"
#include "time/timestamp.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostSeconds = 400LL * 24 * 60 * 60;
constexpr std::int64_t kMostMbps = 100'000;
constexpr std::int64_t kMostId = std::numeric_limits<std::int64_t>::max() / 2;

json parseJson(std::string_view text) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    throw ScenarioError("it is not JSON: " + std::string(error.what()));
  }
}

// Reads each object of an array member.
template <class T>
std::vector<T> readAll(JsonObject& object, const char* name, T (*read)(JsonObject&)) {
  std::vector<T> values;
  for (const json& element : object.array(name)) {
    JsonObject reader(element, object.pathOf(name) + "[" + std::to_string(values.size()) + "]");
    values.push_back(read(reader));
    reader.finish();
  }
  if (values.empty()) throw ScenarioError(object.pathOf(name) + ": must not be empty");
  return values;
}

template <class Strings>
Strings readStrings(JsonObject& object, const char* name) {
  Strings values;
  for (const json& element : object.array(name)) {
    if (!element.is_string()) throw ScenarioError(object.pathOf(name) + ": must hold strings only");
    values.insert(values.end(), element.get<std::string>());
  }
  return values;
}

std::string readNonEmpty(JsonObject& object, const char* name) {
  std::string value = object.text(name);
  if (value.empty()) throw ScenarioError(object.pathOf(name) + ": must not be empty");
  return value;
}

Fen readYuan(JsonObject& object, const char* name) {
  // A JSON number may have passed through binary floating point on its way.
  const std::optional<Fen> fen = parseYuan(object.text(name));
  if (!fen) throw ScenarioError(object.pathOf(name) + ": must be yuan as a string, such as \"12.50\"");
  return *fen;
}

Direction readDirection(JsonObject& object) {
  const std::string text = object.text("direction");
  if (text == "UP") return Direction::Up;
  if (text == "DOWN") return Direction::Down;
  throw ScenarioError(object.pathOf("direction") + ": must be UP or DOWN");
}

PackKind readPack(JsonObject& object) {
  const std::string text = object.text("pack");
  if (text == "hour") return PackKind::Hour;
  if (text == "day") return PackKind::Day;
  throw ScenarioError(object.pathOf("pack") + ": must be hour or day");
}

int readMbps(JsonObject& object, const char* name) { return static_cast<int>(object.integer(name, 0, kMostMbps)); }

Rules readRules(JsonObject& object, const Rules& absent) {
  Rules rules = absent;
  const auto seconds = [&object](const char* name, std::chrono::seconds otherwise) {
    return std::chrono::seconds(object.integer(name, 1, kMostSeconds, otherwise.count()));
  };
  rules.precheckValid = seconds("precheckValidSeconds", absent.precheckValid);
  rules.longestUse = seconds("longestUseSeconds", absent.longestUse);
  rules.dayPackDays = static_cast<int>(object.integer("dayPackDays", 1, 366, absent.dayPackDays));
  rules.mobileDefault = seconds("mobileDefaultSeconds", absent.mobileDefault);
  rules.mobileDurationUnit = seconds("mobileDurationUnitSeconds", absent.mobileDurationUnit);
  if (object.has("codes")) {
    JsonObject codes(object.object("codes"), object.pathOf("codes"));
    // The built-in scenario names them all, and only those.
    for (const auto& [name, value] : object.object("codes").items()) {
      if (absent.codes.empty() || absent.codes.count(name) != 0) rules.codes[name] = codes.text(name.c_str());
    }
    for (const auto& [name, code] : absent.codes) codes.has(name.c_str());
    codes.finish();
    for (const auto& [name, code] : rules.codes) {
      if (code.empty() && name != "nothingToStop") throw ScenarioError(codes.pathOf(name) + ": must not be empty");
    }
  }
  return rules;
}

StsToken readStsToken(JsonObject& object) {
  StsToken token;
  token.accessKeyId = readNonEmpty(object, "accessKeyId");
  token.accessKeySecret = readNonEmpty(object, "accessKeySecret");
  token.securityToken = readNonEmpty(object, "securityToken");
  if (object.has("expiresAt")) {
    token.expiresAt = tools::parseTimestamp(object.text("expiresAt"));
    if (!token.expiresAt) {
      throw ScenarioError(object.pathOf("expiresAt") + ": must be a time such as 2018-07-09T08:00:00Z");
    }
  }
  return token;
}

Account readAccount(JsonObject& object) {
  Account account;
  account.accessKeyId = readNonEmpty(object, "accessKeyId");
  account.accessKeySecret = readNonEmpty(object, "accessKeySecret");
  account.initialBalance = readYuan(object, "balanceYuan");
  account.activated = object.flag("activated", true);
  account.acceptsAnyToken = object.flag("acceptsAnyToken", false);
  if (object.has("deniedActions")) {
    account.deniedActions = readStrings<std::set<std::string>>(object, "deniedActions");
  }
  account.requestsPerSecond = static_cast<int>(object.integer("requestsPerSecond", 0, 1'000'000, 0));
  if (object.has("stsTokens")) account.stsTokens = readAll(object, "stsTokens", readStsToken);
  return account;
}

int parsePort(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port <= 65535 ? port : 0;
}

LineRange readLine(JsonObject& object) {
  const std::string addresses = object.text("addresses");
  const std::optional<AddressRange> range = AddressRange::parse(addresses);
  if (!range) {
    throw ScenarioError(object.pathOf("addresses") + ": must be an IP address, or a block such as 198.51.100.0/24 of " +
                        "at most 2^24 addresses that begins at its first one");
  }
  const std::string ports = object.text("ports");
  const std::size_t dash = std::min(ports.find('-'), ports.size());
  const int firstPort = parsePort(ports.substr(0, dash));
  const int lastPort = dash == ports.size() ? firstPort : parsePort(ports.substr(dash + 1));
  if (firstPort < 1 || lastPort < firstPort) {
    throw ScenarioError(object.pathOf("ports") + ": must be a port such as \"50123\", or a range such as \"1-65535\"");
  }
  return {*range, firstPort, lastPort,
          Line{object.integer("bandId", 1, kMostId), readNonEmpty(object, "carrier"), readNonEmpty(object, "province"),
               readMbps(object, "uploadMbps"), readMbps(object, "downloadMbps")}};
}

Offer readOffer(JsonObject& object) {
  return {object.integer("offerId", 1, kMostId), readDirection(object), readMbps(object, "bandwidthMbps"),
          readPack(object)};
}

std::pair<Direction, int> readRate(JsonObject& object) {
  return {readDirection(object), readMbps(object, "bandwidthMbps")};
}

Coverage readCoverage(JsonObject& object) {
  Coverage coverage;
  coverage.carrier = readNonEmpty(object, "carrier");
  for (const auto& rate : readAll(object, "rates", readRate)) coverage.rates.insert(rate);
  coverage.provinces = readStrings<std::set<std::string>>(object, "provinces");
  return coverage;
}

Tier readTier(JsonObject& object) { return {object.integer("from", 0, kMostId), readYuan(object, "yuan")}; }

struct Price {
  std::pair<Direction, PackKind> of;
  std::vector<Tier> tiers;
};

Price readPrice(JsonObject& object) {
  Price price{{readDirection(object), readPack(object)}, readAll(object, "tiers", readTier)};
  const auto outOfOrder = [](const Tier& a, const Tier& b) { return a.from >= b.from || a.price < b.price; };
  // What is frozen at one tier must cover what is charged at a later one.
  if (price.tiers.front().from != 0 ||
      std::adjacent_find(price.tiers.begin(), price.tiers.end(), outOfOrder) != price.tiers.end()) {
    throw ScenarioError(object.pathOf("tiers") + ": must begin from 0, rise in \"from\", and never rise in \"yuan\"");
  }
  return price;
}

template <class Range, class Key>
void refuseDuplicates(const Range& range, Key key, const std::string& what) {
  std::set<decltype(key(*range.begin()))> seen;
  for (const auto& element : range) {
    if (!seen.insert(key(element)).second) throw ScenarioError(what + " is there twice");
  }
}

void checkKeys(const std::vector<Account>& accounts) {
  std::vector<std::string> keys;
  for (const Account& account : accounts) {
    keys.push_back(account.accessKeyId);
    for (const StsToken& token : account.stsTokens) keys.push_back(token.accessKeyId);
  }
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice != keys.end()) throw ScenarioError("accounts: the accessKeyId " + *twice + " is there twice");
}

void checkLines(const std::vector<LineRange>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const LineRange& a = lines[i];
      const LineRange& b = lines[j];
      const std::string which = "lines[" + std::to_string(j) + "] and lines[" + std::to_string(i) + "]";
      if (a.addresses.overlaps(b.addresses) && a.firstPort <= b.lastPort && b.firstPort <= a.lastPort) {
        throw ScenarioError(which + ": have an address and port in common");
      }
      if (a.first.bandId < b.first.bandId + b.addresses.size() &&
          b.first.bandId < a.first.bandId + a.addresses.size()) {
        throw ScenarioError(which + ": have a BandId in common; a block takes one for each of its addresses");
      }
    }
  }
}

void checkPrices(const Scenario& scenario) {
  for (const Offer& offer : scenario.offers) {
    if (scenario.prices.count({offer.direction, offer.kind}) != 0) continue;
    throw ScenarioError("prices: there is none for " + std::string(wireName(offer.direction)) + " " +
                        packName(offer.kind) + " packs, which are among the offers");
  }
}

// Overlays a scenario with what the text gives.
Scenario overlay(Scenario scenario, std::string_view text) {
  const json parsed = parseJson(text);
  JsonObject top(parsed, "");
  if (top.has("rules")) {
    JsonObject rules(top.object("rules"), "rules");
    scenario.rules = readRules(rules, scenario.rules);
    rules.finish();
  }
  if (top.has("accounts")) scenario.accounts = readAll(top, "accounts", readAccount);
  if (top.has("lines")) scenario.lines = readAll(top, "lines", readLine);
  if (top.has("offers")) scenario.offers = readAll(top, "offers", readOffer);
  if (top.has("coverage")) scenario.coverage = readAll(top, "coverage", readCoverage);
  if (top.has("prices")) {
    scenario.prices.clear();
    for (Price& price : readAll(top, "prices", readPrice)) {
      if (!scenario.prices.emplace(price.of, std::move(price.tiers)).second) {
        throw ScenarioError("prices: a direction and pack is there twice");
      }
    }
  }
  top.finish();
  return scenario;
}

}  // namespace

Scenario parseScenario(std::string_view json) {
  static const Scenario builtIn = overlay(Scenario{}, defaultScenarioText());
  Scenario scenario = overlay(builtIn, json);
  checkKeys(scenario.accounts);
  checkLines(scenario.lines);
  refuseDuplicates(
      scenario.offers, [](const Offer& offer) { return offer.offerId; }, "offers: an offerId");
  refuseDuplicates(
      scenario.offers,
      [](const Offer& offer) { return std::make_tuple(offer.direction, offer.bandwidthMbps, offer.kind); },
      "offers: a direction, rate and pack");
  checkPrices(scenario);
  return scenario;
}

}  // namespace sandbox
}  // namespace snsuapi
