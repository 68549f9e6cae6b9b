#include "faults/faults.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "scenario/json_object.hpp"
#include "scenario/scenario.hpp"
#include "service/actions.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostMilliseconds = 3'600'000;
constexpr std::int64_t kMostBytes = std::int64_t{1} << 32;

struct Kind {
  FaultKind kind;
  std::string_view name;
  /// Whether the call is carried out, when the fault does not say.
  bool carriedOut;
  /// Whether the fault may say so.
  bool mayChoose;
  std::vector<std::string_view> parameters;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {FaultKind::Code, "code", false, true, {"code", "message", "httpStatus"}},
      {FaultKind::Delay, "delay", true, false, {"milliseconds"}},
      {FaultKind::Hang, "hang", false, true, {}},
      {FaultKind::Cut, "cut", true, true, {}},
      {FaultKind::WrongLength, "wrong-length", true, true, {}},
      {FaultKind::Garbage, "garbage", false, true, {}},
      {FaultKind::Empty, "empty", false, true, {}},
      {FaultKind::Html, "html", false, true, {}},
      {FaultKind::Huge, "huge", false, true, {"bytes"}},
      {FaultKind::ResetBefore, "reset-before", false, false, {}},
      {FaultKind::ResetAfter, "reset-after", false, true, {}},
      {FaultKind::Close, "close", false, true, {}},
      {FaultKind::Drip, "drip", true, true, {"milliseconds"}},
      {FaultKind::ExpiredClock, "expired-clock", false, false, {}},
      {FaultKind::Redirect, "redirect", false, true, {"httpStatus", "location"}},
  };
  return all;
}

const Kind& kindOf(FaultKind kind) {
  return *std::find_if(kinds().begin(), kinds().end(), [kind](const Kind& known) { return known.kind == kind; });
}

// Where the default depends on the kind, this is it.
json defaultOf(FaultKind kind, std::string_view parameter) {
  if (parameter == "code") return "isp.SYSTEM_ERROR";
  if (parameter == "message") return "armed by the sandbox's fault";
  if (parameter == "httpStatus") return kind == FaultKind::Redirect ? 302 : 200;
  if (parameter == "milliseconds") return kind == FaultKind::Drip ? 100 : 1000;
  if (parameter == "bytes") return 16 << 20;
  return "http://127.0.0.1:9/";  // location: the port to discard, where nobody listens
}

const Kind& findKind(const std::string& name) {
  const auto found = std::find_if(kinds().begin(), kinds().end(), [&](const Kind& kind) { return kind.name == name; });
  if (found != kinds().end()) return *found;
  std::string names;
  for (const Kind& kind : kinds()) names += (names.empty() ? "" : ", ") + std::string(kind.name);
  throw FaultError("fault: " + name + " is none; known are " + names);
}

bool has(const Kind& kind, std::string_view parameter) {
  return std::find(kind.parameters.begin(), kind.parameters.end(), parameter) != kind.parameters.end();
}

void checkAction(const Kind& kind, const std::string& action) {
  if (action.empty()) return;
  if (kind.kind == FaultKind::ResetBefore) {
    throw FaultError("action: a reset before reading can't know it; leave it out");
  }
  if (findAction(action) != nullptr) return;
  std::string names;
  for (const std::string& name : actionNames()) names += (names.empty() ? "" : ", ") + name;
  throw FaultError("action: " + action + " is none; known are " + names);
}

Fault readFault(JsonObject& object) {
  const Kind& kind = findKind(object.text("fault"));
  Fault fault{};
  fault.kind = kind.kind;
  fault.name = kind.name;
  fault.action = object.text("action", "");
  checkAction(kind, fault.action);
  if (object.has("times")) fault.timesLeft = object.integer("times", 1, 1'000'000'000);
  fault.carriedOut = kind.mayChoose ? object.flag("carriedOut", kind.carriedOut) : kind.carriedOut;
  for (const std::string_view parameter : kind.parameters) {
    const std::string name(parameter);
    const json absent = defaultOf(kind.kind, parameter);
    const auto text = [&] { return object.text(name.c_str(), absent); };
    const auto number = [&](std::int64_t least, std::int64_t most) {
      return object.integer(name.c_str(), least, most, absent);
    };
    if (name == "code") fault.code = text();
    if (name == "message") fault.message = text();
    if (name == "location") fault.location = text();
    if (name == "milliseconds") fault.milliseconds = number(0, kMostMilliseconds);
    if (name == "bytes") fault.bytes = number(0, kMostBytes);
    if (name == "httpStatus") fault.httpStatus = static_cast<int>(number(200, 599));
  }
  if (fault.location.find_first_of("\r\n") != std::string::npos) {
    throw FaultError("location: must not hold a line's end");
  }
  object.finish();
  return fault;
}

}  // namespace

json toJson(const Fault& fault) {
  json out{{"id", fault.id},
           {"fault", fault.name},
           {"action", fault.action.empty() ? json() : json(fault.action)},
           {"timesLeft", fault.timesLeft ? json(*fault.timesLeft) : json()},
           {"carriedOut", fault.carriedOut}};
  const Kind& kind = kindOf(fault.kind);
  if (has(kind, "code")) out["code"] = fault.code;
  if (has(kind, "message")) out["message"] = fault.message;
  if (has(kind, "httpStatus")) out["httpStatus"] = fault.httpStatus;
  if (has(kind, "milliseconds")) out["milliseconds"] = fault.milliseconds;
  if (has(kind, "bytes")) out["bytes"] = fault.bytes;
  if (has(kind, "location")) out["location"] = fault.location;
  return out;
}

json faultKinds() {
  json all = json::array();
  for (const Kind& kind : kinds()) {
    json parameters = json::object();
    for (const std::string_view name : kind.parameters) parameters[std::string(name)] = defaultOf(kind.kind, name);
    if (kind.mayChoose) parameters["carriedOut"] = kind.carriedOut;
    all.push_back({{"fault", kind.name}, {"parameters", std::move(parameters)}});
  }
  return all;
}

Fault Faults::arm(const json& request) {
  Fault fault{};
  try {
    JsonObject object(request, "");
    fault = readFault(object);
  } catch (const ScenarioError& error) {
    throw FaultError(error.what());
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  fault.id = ++lastId_;
  armed_.push_back(fault);
  return fault;
}

std::vector<Fault> Faults::armed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return armed_;
}

std::size_t Faults::clear() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::size_t count = armed_.size();
  armed_.clear();
  return count;
}

bool Faults::clear(std::int64_t id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = std::find_if(armed_.begin(), armed_.end(), [id](const Fault& fault) { return fault.id == id; });
  if (found == armed_.end()) return false;
  armed_.erase(found);
  return true;
}

template <class Matches>
std::optional<Fault> Faults::takeFirst(Matches matches) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = std::find_if(armed_.begin(), armed_.end(), matches);
  if (found == armed_.end()) return std::nullopt;
  Fault fault = *found;
  if (found->timesLeft && --*found->timesLeft == 0) armed_.erase(found);
  return fault;
}

std::optional<Fault> Faults::take(const std::string& action) {
  return takeFirst([&action](const Fault& fault) {
    return fault.kind != FaultKind::ResetBefore && (fault.action.empty() || fault.action == action);
  });
}

bool Faults::takeResetBefore() {
  return takeFirst([](const Fault& fault) { return fault.kind == FaultKind::ResetBefore; }).has_value();
}

}  // namespace sandbox
}  // namespace snsuapi
