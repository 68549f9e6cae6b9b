#include "service/actions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "civil.hpp"
#include "service/refusal.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

using nlohmann::json;

constexpr std::int64_t kHourPackHours = 1;
constexpr std::int64_t kMonthly = 9999;  // guide, 4.1

const char* chineseName(Direction direction) { return direction == Direction::Up ? "上行" : "下行"; }

// A refusal for which the guide names no code: the scenario does.
Refusal guessed(const Call& call, const char* name, const std::string& message) {
  return Refusal(call.scenario.rules.codes.at(name), message);
}

Refusal unsupportedLine(const std::string& why) {
  return Refusal("isv.BAND_UNSURPOT_SPEEDUP", "当前宽带不可加速: " + why);
}

Line lineOfAddress(const Call& call) {
  const std::string ipAddress = call.parameters.ipAddress("IpAddress");
  const int port = call.parameters.port("Port");
  if (const std::optional<Line> line = call.scenario.line(ipAddress, port)) return *line;
  throw unsupportedLine("the sandbox knows no line " + ipAddress + " port " + std::to_string(port) +
                        "; GET /_sandbox/lines shows those that it knows");
}

Line lineOfBand(const Call& call) {
  const std::int64_t bandId = call.parameters.id("BandId");
  if (const std::optional<Line> line = call.scenario.line(bandId)) return *line;
  throw unsupportedLine("the sandbox knows no line with BandId " + std::to_string(bandId));
}

// The line of a start or stop, which name it twice.
Line lineOfBoth(const Call& call) {
  Line line = lineOfAddress(call);
  if (call.parameters.id("BandId") == line.bandId) return line;
  throw guessed(call, "bandIdMismatch", "参数异常: BandId is not that of this address and port; precheck gives it");
}

json bandPrecheck(Call& call) {
  const Line line = lineOfAddress(call);
  if (!call.scenario.covers(line)) throw unsupportedLine(line.carrier + line.province + " is not covered");
  json list = json::array();
  for (const Offer& offer : call.scenario.offersFor(line)) {
    list.push_back({{"OfferId", offer.offerId},
                    {"Bandwidth", offer.bandwidthMbps},
                    {"Duration", offer.kind == PackKind::Hour ? kHourPackHours : kMonthly},
                    {"Direction", wireName(offer.direction)}});
  }
  call.store.keepPrecheck(call.accessKeyId, line.bandId, call.now);
  return {{"BandId", line.bandId},
          {"UploadBandwidth", line.uploadMbps},
          {"DownloadBandwidth", line.downloadMbps},
          {"BandOfferList", std::move(list)}};
}

void checkPrecheck(const Call& call, const Line& line) {
  const std::optional<Time> precheckedAt = call.store.precheckedAt(call.accessKeyId, line.bandId);
  if (!precheckedAt) {
    throw Refusal("isv.BAND_CHECK_EXPIRE", "当前带宽预校验超时: this line was not prechecked; precheck first");
  }
  const std::chrono::seconds valid = call.scenario.rules.precheckValid;
  if (call.now >= *precheckedAt + valid) {
    throw Refusal("isv.BAND_CHECK_EXPIRE", "当前带宽预校验超时: the precheck is older than " +
                                               std::to_string(valid.count()) + " seconds; precheck again");
  }
}

Offer precheckedOffer(const Call& call, const Line& line, std::int64_t offerId) {
  for (const Offer& offer : call.scenario.offersFor(line)) {
    if (offer.offerId == offerId) return offer;
  }
  throw guessed(call, "offerNotPrechecked",
                "参数异常: OfferId " + std::to_string(offerId) + " is not among the offers of the precheck");
}

Refusal orderFailed(const std::string& why) { return Refusal("isp.LX_CREATE_ORDER_FAILURE", "订购失败: " + why); }

// Guide, 1.5: who ordered a day pack in a direction this month can't order an hour pack in it.
void checkOrderExclusion(const Call& call, const Line& line, const Offer& offer) {
  if (offer.kind == PackKind::Day) return;
  const Date today = chinaDate(call.now);
  const Time monthBegan = startOfChinaDay({today.year, today.month, 1});
  if (call.store.orderedForLine(call.accessKeyId, line.bandId, offer.direction, PackKind::Day, monthBegan,
                                endOfChinaMonth(call.now))) {
    throw orderFailed(std::string("当月已订购") + chineseName(offer.direction) +
                      "天包, 不能再订购该方向的小时包 (a day pack of this direction was ordered this month)");
  }
}

json bandOfferOrder(Call& call) {
  const Line line = lineOfBand(call);
  const std::int64_t offerId = call.parameters.id("OfferId");
  checkPrecheck(call, line);
  const Offer offer = precheckedOffer(call, line, offerId);
  checkOrderExclusion(call, line, offer);
  const std::int64_t ordered =
      call.store.orderedInMonth(call.accessKeyId, chinaMonth(call.now), offer.direction, offer.kind);
  const Fen price = call.scenario.price(offer.direction, offer.kind, ordered);
  const Time expiresAt = offer.kind == PackKind::Hour
                             ? endOfChinaMonth(call.now)
                             : call.now + std::chrono::hours(24 * call.scenario.rules.dayPackDays);
  const std::optional<std::int64_t> orderId =
      call.store.placeOrder({0, call.accessKeyId, line.bandId, offer.offerId, offer.direction, offer.bandwidthMbps,
                             offer.kind, call.now, expiresAt, price, std::nullopt});
  if (!orderId) {
    throw orderFailed("账户余额不足 (the pack costs " + formatYuan(price) + " yuan, the account has " +
                      formatYuan(call.store.balance(call.accessKeyId).free) + ")");
  }
  return {{"LxOrderId", *orderId}};
}

void checkStart(const Call& call, const Line& line, Direction direction, std::int64_t bandwidthMbps) {
  if (const std::optional<SpeedUp> running = call.store.running(line.bandId, direction)) {
    throw guessed(call, "alreadyRunning",
                  std::string("参数异常: 该宽带") + chineseName(direction) + "提速至" +
                      std::to_string(running->bandwidthMbps) + "M正在使用, 请先停止 (stop it before starting another)");
  }
  if (!call.store.hasLivePack(call.accessKeyId, line.bandId, direction, bandwidthMbps, call.now)) {
    throw guessed(call, "noLivePack",
                  "参数异常: no live pack of " + std::to_string(bandwidthMbps) + " Mbps " + wireName(direction) +
                      " for this line; order one first");
  }
}

json bandStartSpeedUp(Call& call) {
  const Direction direction = call.parameters.direction("Direction");
  const std::int64_t bandwidthMbps = call.parameters.id("TargetBandwidth");
  SpeedUp speedUp{0,
                  call.accessKeyId,
                  call.parameters.id("BandId"),
                  direction,
                  bandwidthMbps,
                  call.now,
                  call.now + call.scenario.rules.longestUse,
                  {},
                  {}};
  try {
    checkStart(call, lineOfBoth(call), direction, bandwidthMbps);
  } catch (const Refusal& refusal) {
    speedUp.failure = refusal.what();  // the statistics count it (guide, 3.3)
    call.store.keepSpeedUp(speedUp);
    throw;
  }
  call.store.keepSpeedUp(speedUp);
  return true;
}

json bandStopSpeedUp(Call& call) {
  const Line line = lineOfBoth(call);
  const Direction direction = call.parameters.direction("Direction");
  const std::optional<SpeedUp> running = call.store.running(line.bandId, direction);
  if (running && running->accessKeyId == call.accessKeyId) {
    call.store.endSpeedUp(running->useId, call.now);
    return true;
  }
  if (call.scenario.rules.codes.at("nothingToStop").empty()) return false;
  throw guessed(call, "nothingToStop", std::string("参数异常: nothing runs ") + wireName(direction) + " on this line");
}

json bandStatusQuery(Call& call) {
  const Line line = lineOfBand(call);
  json module = json::object();
  if (const auto up = call.store.running(line.bandId, Direction::Up)) module["UploadTarget"] = up->bandwidthMbps;
  if (const auto down = call.store.running(line.bandId, Direction::Down))
    module["DownloadTarget"] = down->bandwidthMbps;
  return module;
}

json mobileStartSpeedUp(Call& call) {
  call.parameters.text("Token");  // any will do, since no public source says what one is
  const Rules& rules = call.scenario.rules;
  const std::int64_t mostUnits = std::chrono::hours(24 * 366) / rules.mobileDurationUnit;
  const std::optional<std::int64_t> units = call.parameters.count("Duration", std::max<std::int64_t>(1, mostUnits));
  const std::chrono::seconds duration = units ? *units * rules.mobileDurationUnit : rules.mobileDefault;
  const auto number = static_cast<std::uint64_t>(call.store.nextNumber("correlationIds"));
  const std::string correlationId = call.ids.correlationId(number);
  call.store.startMobile({correlationId, call.accessKeyId, call.now, call.now + duration, false});
  return correlationId;
}

// A mobile speed-up that this account started.
MobileSpeedUp knownMobile(const Call& call) {
  const std::string& correlationId = call.parameters.text("CorrelationId");
  if (const auto found = call.store.mobile(call.accessKeyId, correlationId)) return *found;
  throw guessed(call, "unknownCorrelationId", "参数异常: no mobile speed-up has the CorrelationId " + correlationId);
}

bool runs(const MobileSpeedUp& speedUp, Time now) { return !speedUp.stopped && now < speedUp.endsAt; }

json mobileStopSpeedUp(Call& call) {
  const MobileSpeedUp speedUp = knownMobile(call);
  call.store.stopMobile(speedUp.correlationId);
  return runs(speedUp, call.now);
}

json mobileStatusQuery(Call& call) { return runs(knownMobile(call), call.now); }

constexpr std::array<std::pair<std::string_view, Action>, 8> kActions = {{
    {"BandPrecheck", bandPrecheck},
    {"BandOfferOrder", bandOfferOrder},
    {"BandStartSpeedUp", bandStartSpeedUp},
    {"BandStopSpeedUp", bandStopSpeedUp},
    {"BandStatusQuery", bandStatusQuery},
    {"MobileStartSpeedUp", mobileStartSpeedUp},
    {"MobileStopSpeedUp", mobileStopSpeedUp},
    {"MobileStatusQuery", mobileStatusQuery},
}};

}  // namespace

Action findAction(std::string_view name) {
  const auto found =
      std::find_if(kActions.begin(), kActions.end(), [name](const auto& action) { return action.first == name; });
  return found == kActions.end() ? nullptr : found->second;
}

std::vector<std::string> actionNames() {
  std::vector<std::string> names;
  names.reserve(kActions.size());
  for (const auto& action : kActions) names.emplace_back(action.first);
  return names;
}

}  // namespace sandbox
}  // namespace snsuapi
