#include "control/control.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "console/console.hpp"
#include "control/control_error.hpp"
#include "control/json_views.hpp"
#include "gateway/rpc_signature.hpp"
#include "scenario/json_object.hpp"
#include "service/statistics.hpp"
#include "time/timestamp.hpp"

namespace snsuapi {
namespace sandbox {

using nlohmann::json;

struct Control::Request {
  Time now;
  std::string rest;  ///< of the path, behind the route's
  const Parameters& query;
  const std::string& body;

  std::string text(const char* name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
  }

  std::int64_t number(const char* name, std::int64_t absent, std::int64_t least, std::int64_t most) const {
    const std::string given = text(name);
    if (given.empty()) return absent;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (error != std::errc() || end != given.data() + given.size() || value < least || value > most) {
      throw ControlError(400, std::string(name) + ": must be a whole number from " + std::to_string(least) + " to " +
                                  std::to_string(most));
    }
    return value;
  }

  json object() const {
    json parsed = json::parse(body, nullptr, false);
    if (!parsed.is_object()) throw ControlError(400, "the body must be a JSON object");
    return parsed;
  }

  // The days asked for; this month's until today when none are.
  Span span() const {
    const Date today = chinaDate(now);
    const std::string from = text("from");
    const std::string to = text("to");
    if (from.empty() && to.empty()) return {{today.year, today.month, 1}, today};
    const std::optional<Date> first = parseDate(from);
    const std::optional<Date> last = parseDate(to);
    if (!first || !last) throw ControlError(400, "from and to: must be two days such as 2018-07-01");
    const Span span{*first, *last};
    if (span.days() < 1) throw ControlError(400, "from: must not be after to");
    if (span.days() > kLongestSpanDays) {
      throw ControlError(400, "from and to: must span at most " + std::to_string(kLongestSpanDays) + " days");
    }
    return span;
  }
};

struct Control::Route {
  std::string_view method;
  std::string_view path;
  ControlReply (Control::*answer)(const Request&);
  bool takesRest = false;  ///< a further part of the path
};

namespace {

constexpr std::string_view kPrefix = "/_sandbox/";
constexpr std::int64_t kMostShown = 100'000;
// The clock moves within these, where every sum of times that the service makes can still be told.
constexpr const char* kEarliest = "1970-01-01T00:00:00Z";
constexpr const char* kLatest = "2200-01-01T00:00:00Z";

ControlReply reply(const json& body, int status = 200) {
  // Bytes that are not UTF-8 may come back out of a request; they are replaced, since JSON can't hold them.
  return {status, "application/json; charset=utf-8", body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

}  // namespace

const std::vector<Control::Route>& Control::routes() {
  static const std::vector<Route> all = {
      {"GET", "health", &Control::health},
      {"POST", "reset", &Control::reset},
      {"GET", "clock", &Control::showClock},
      {"POST", "clock", &Control::moveClock},
      {"GET", "faults", &Control::showFaults},
      {"POST", "faults", &Control::armFault},
      {"DELETE", "faults", &Control::clearFaults, true},
      {"GET", "requests", &Control::showRequests},
      {"DELETE", "requests", &Control::clearRequests},
      {"GET", "accounts", &Control::accounts},
      {"GET", "lines", &Control::lines},
      {"GET", "orders", &Control::orders},
      {"GET", "speed-ups", &Control::speedUps},
      {"GET", "statistics", &Control::statistics},
      {"GET", "details", &Control::details},
      {"GET", "details.csv", &Control::detailsCsv},
      {"GET", "console", &Control::console},
  };
  return all;
}

bool Control::isItsPath(const std::string& path) { return path.rfind(kPrefix, 0) == 0 || path + "/" == kPrefix; }

ControlReply Control::answer(const std::string& method, const std::string& path, const Parameters& query,
                             const std::string& body) {
  std::string name = path.substr(std::min(kPrefix.size(), path.size()));
  const std::size_t slash = std::min(name.find('/'), name.size());
  const std::string rest = name.substr(std::min(slash + 1, name.size()));
  const bool hasRest = slash < name.size();
  name.resize(slash);
  try {
    bool known = false;
    std::string all;
    for (const Route& route : routes()) {
      all +=
          (all.empty() ? "" : ", ") + std::string(route.method) + " " + std::string(kPrefix) + std::string(route.path);
      if (route.path != name || (hasRest && !route.takesRest)) continue;
      known = true;
      if (route.method == method) return (this->*route.answer)({clock_.now(), rest, query, body});
    }
    throw ControlError(known ? 405 : 404, "the sandbox's own paths are " + all);
  } catch (const ControlError& error) {
    return reply({{"error", error.what()}}, error.status());
  } catch (const ScenarioError& error) {
    return reply({{"error", error.what()}}, 400);
  } catch (const FaultError& error) {
    return reply({{"error", error.what()}}, 400);
  }
}

ControlReply Control::health(const Request&) { return reply({{"status", "ok"}}); }

ControlReply Control::reset(const Request&) {
  faults_.clear();
  journal_.clear();
  ids_.restart();
  Store::Transaction transaction(store_);
  clock_.setShift(std::chrono::milliseconds(0));
  service_.reset();
  transaction.commit();
  return reply({{"status", "reset"}});
}

ControlReply Control::showClock(const Request&) {
  const Time now = clock_.now();
  return reply({{"now", tools::formatTimestamp(now)}, {"chinaTime", formatChinaTime(now)}, {"runs", clock_.runs()}});
}

ControlReply Control::moveClock(const Request& request) {
  const json body = request.object();
  JsonObject move(body, "");
  const bool sets = move.has("set");
  if (sets == move.has("advanceSeconds")) {
    throw ControlError(400, "give either \"set\", a time such as 2018-07-31T15:59:59Z, or \"advanceSeconds\"");
  }
  Store::Transaction transaction(store_);
  const Time now = clock_.now();
  Time target{};
  if (sets) {
    const std::optional<Time> time = tools::parseTimestamp(move.text("set"));
    if (!time) throw ControlError(400, "set: must be a time such as 2018-07-31T15:59:59Z");
    target = *time;
  } else {
    constexpr std::int64_t kCentury = 100LL * 366 * 24 * 60 * 60;
    target = now + std::chrono::seconds(move.integer("advanceSeconds", 0, kCentury));
  }
  move.finish();
  if (target < *tools::parseTimestamp(kEarliest) || target > *tools::parseTimestamp(kLatest)) {
    throw ControlError(400, std::string("the service's time is from ") + kEarliest + " to " + kLatest);
  }
  // What has come due until now is done at its time; then there is no way back behind what has happened.
  service_.bringUpToDate();
  const std::optional<Time> latest = store_.latestEvent();
  if (target < now && latest && target < *latest) {
    throw ControlError(409, "the service's time can't go back behind what has happened at " +
                                tools::formatTimestamp(*latest) + "; POST " + std::string(kPrefix) +
                                "reset begins anew");
  }
  clock_.set(target);
  service_.bringUpToDate();
  store_.keepSetting("clockShiftMilliseconds", clock_.shift().count());
  transaction.commit();
  return showClock(request);
}

ControlReply Control::showFaults(const Request&) {
  json armed = json::array();
  for (const Fault& fault : faults_.armed()) armed.push_back(toJson(fault));
  return reply({{"faults", std::move(armed)}, {"kinds", faultKinds()}});
}

ControlReply Control::armFault(const Request& request) { return reply(toJson(faults_.arm(request.object())), 201); }

ControlReply Control::clearFaults(const Request& request) {
  if (request.rest.empty()) return reply({{"cleared", faults_.clear()}});
  std::int64_t id = 0;
  std::from_chars(request.rest.data(), request.rest.data() + request.rest.size(), id);
  if (std::to_string(id) != request.rest || !faults_.clear(id)) {
    throw ControlError(404, "no fault " + request.rest + " is armed");
  }
  return reply({{"cleared", 1}});
}

ControlReply Control::showRequests(const Request& request) {
  constexpr std::int64_t kMostId = std::int64_t{1} << 53;
  const std::int64_t after = request.number("after", 0, 0, kMostId);
  const auto limit = static_cast<std::size_t>(request.number("limit", 100, 1, kMostShown));
  std::int64_t dropped = 0;
  json entries = json::array();
  for (const JournalEntry& entry : journal_.after(after, limit, dropped)) entries.push_back(toJson(entry));
  return reply({{"requests", std::move(entries)}, {"dropped", dropped}});
}

ControlReply Control::clearRequests(const Request&) { return reply({{"cleared", journal_.clear()}}); }

ControlReply Control::accounts(const Request&) {
  Store::Transaction transaction(store_);
  service_.bringUpToDate();
  json all = json::array();
  for (const Account& account : scenario_.accounts) all.push_back(toJson(account, store_.balance(account.accessKeyId)));
  transaction.commit();
  return reply({{"accounts", std::move(all)}});
}

ControlReply Control::lines(const Request&) {
  json all = json::array();
  for (const LineRange& line : scenario_.lines) all.push_back(toJson(line));
  return reply({{"lines", std::move(all)}});
}

ControlReply Control::orders(const Request& request) {
  const std::int64_t limit = request.number("limit", 100, 1, kMostShown);
  Store::Transaction transaction(store_);
  service_.bringUpToDate();
  json all = json::array();
  for (const Order& order : store_.orders(limit)) all.push_back(toJson(order));
  transaction.commit();
  return reply({{"orders", std::move(all)}});
}

ControlReply Control::speedUps(const Request& request) {
  Store::Transaction transaction(store_);
  service_.bringUpToDate();
  json home = json::array();
  for (const SpeedUp& speedUp : store_.running()) home.push_back(toJson(speedUp));
  json mobile = json::array();
  for (const MobileSpeedUp& speedUp : store_.runningMobile(request.now)) mobile.push_back(toJson(speedUp));
  transaction.commit();
  return reply({{"speedUps", std::move(home)}, {"mobile", std::move(mobile)}});
}

std::vector<SpeedUp> Control::speedUpsOf(const Request& request, const Span& span) {
  Store::Transaction transaction(store_);
  service_.bringUpToDate();
  std::vector<SpeedUp> found = store_.speedUps(span.begin(), span.end(), request.text("accessKeyId"));
  transaction.commit();
  return found;
}

ControlReply Control::statistics(const Request& request) {
  const Span span = request.span();
  json days = json::array();
  DayOfSpeedUps total{};
  for (const DayOfSpeedUps& day : dailySpeedUps(span, speedUpsOf(request, span))) {
    json row = toJson(day);
    row["date"] = formatDate(day.date);
    days.push_back(std::move(row));
    total.succeeded += day.succeeded;
    total.failed += day.failed;
  }
  return reply({{"from", formatDate(span.from)},
                {"to", formatDate(span.to)},
                {"days", std::move(days)},
                {"total", toJson(total)}});
}

ControlReply Control::details(const Request& request) {
  json all = json::array();
  for (const SpeedUp& speedUp : speedUpsOf(request, request.span())) all.push_back(detailOf(speedUp));
  return reply({{"details", std::move(all)}});
}

ControlReply Control::detailsCsv(const Request& request) {
  const Span span = request.span();
  const std::string name = "speed-ups-" + formatDate(span.from) + "-" + formatDate(span.to) + ".csv";
  return {200,
          "text/csv; charset=utf-8",
          sandbox::detailsCsv(speedUpsOf(request, span), request.text("language") == "zh"),
          {{"Content-Disposition", "attachment; filename=\"" + name + "\""}}};
}

ControlReply Control::console(const Request&) {
  return {200,
          "text/html; charset=utf-8",
          std::string(consolePage()),
          {{"Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src "
            "data:; frame-ancestors 'none'"}}};
}

}  // namespace sandbox
}  // namespace snsuapi
