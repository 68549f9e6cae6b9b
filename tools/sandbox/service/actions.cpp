#include "service/actions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "civil.hpp"
#include "service/price_list.hpp"
#include "service/refusal.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

using nlohmann::json;

constexpr std::chrono::minutes kPrecheckValidity{30};    // guessed: the guide says only that a precheck expires
constexpr std::chrono::hours kLongestUse{4};             // guide, 2.1
constexpr std::chrono::hours kDayPackValidity{24 * 30};  // guide, 2.1: the 30-day pack
constexpr std::int64_t kHourPackHours = 1;
constexpr std::int64_t kMonthly = 9999;  // guide, 4.1

const char* wireName(Direction direction) { return direction == Direction::Up ? "UP" : "DOWN"; }
const char* chineseName(Direction direction) { return direction == Direction::Up ? "上行" : "下行"; }

Refusal unsupportedLine(const std::string& which) {
  return Refusal("isv.BAND_UNSURPOT_SPEEDUP",
                 "当前宽带不可加速: the sandbox knows no line " + which + "; it knows 203.0.113.7 port 50123");
}

const Line& lineOfAddress(const Call& call) {
  const std::string& ipAddress = call.parameters.text("IpAddress");
  const int port = call.parameters.port("Port");
  if (const Line* line = call.store.line(ipAddress, port)) return *line;
  throw unsupportedLine(ipAddress + " port " + std::to_string(port));
}

const Line& lineOfBand(const Call& call) {
  const std::int64_t bandId = call.parameters.id("BandId");
  if (const Line* line = call.store.line(bandId)) return *line;
  throw unsupportedLine("with BandId " + std::to_string(bandId));
}

// The line of a start or stop, which name it twice.
const Line& lineOfBoth(const Call& call) {
  const Line& line = lineOfAddress(call);
  if (call.parameters.id("BandId") == line.bandId) return line;
  throw Refusal("isv.INVALID_PARAMETERS", "参数异常: BandId is not that of this address and port; precheck gives it");
}

// What runs in a direction now; a use ends by itself after four hours.
const SpeedUp* running(const Call& call, std::int64_t bandId, Direction direction) {
  const SpeedUp* speedUp = call.store.running(bandId, direction);
  return speedUp != nullptr && call.now < speedUp->startedAt + kLongestUse ? speedUp : nullptr;
}

json bandPrecheck(Call& call) {
  const Line& line = lineOfAddress(call);
  const std::vector<Offer> offers = offersFor(line);
  json list = json::array();
  for (const Offer& offer : offers) {
    list.push_back({{"OfferId", offer.offerId},
                    {"Bandwidth", offer.bandwidthMbps},
                    {"Duration", offer.kind == PackKind::Hour ? kHourPackHours : kMonthly},
                    {"Direction", wireName(offer.direction)}});
  }
  call.store.keepPrecheck(call.accessKeyId, line.bandId, {call.now, offers});
  return {{"BandId", line.bandId},
          {"UploadBandwidth", line.uploadMbps},
          {"DownloadBandwidth", line.downloadMbps},
          {"BandOfferList", std::move(list)}};
}

// The offer of a live precheck of this line.
const Offer& precheckedOffer(const Call& call, const Line& line, std::int64_t offerId) {
  const Precheck* precheck = call.store.precheck(call.accessKeyId, line.bandId);
  if (precheck == nullptr) {
    throw Refusal("isv.BAND_CHECK_EXPIRE", "当前带宽预校验超时: this line was not prechecked; precheck first");
  }
  if (call.now >= precheck->time + kPrecheckValidity) {
    throw Refusal("isv.BAND_CHECK_EXPIRE", "当前带宽预校验超时: the precheck is older than " +
                                               std::to_string(kPrecheckValidity.count()) + " minutes; precheck again");
  }
  const auto offer = std::find_if(precheck->offers.begin(), precheck->offers.end(),
                                  [offerId](const Offer& candidate) { return candidate.offerId == offerId; });
  if (offer == precheck->offers.end()) {
    throw Refusal("isv.INVALID_PARAMETERS",
                  "参数异常: OfferId " + std::to_string(offerId) + " is not among the offers of the precheck");
  }
  return *offer;
}

// Guide, 1.5: who ordered a day pack in a direction this month can't order an hour pack in it.
void checkOrderExclusion(const Call& call, const Line& line, const Offer& offer) {
  if (offer.kind == PackKind::Day) return;
  const Date today = chinaDate(call.now);
  for (const Pack& pack : call.store.packs(call.accessKeyId, line.bandId)) {
    const Date ordered = chinaDate(pack.orderedAt);
    const bool thisMonth = ordered.year == today.year && ordered.month == today.month;
    if (pack.offer.kind == PackKind::Day && pack.offer.direction == offer.direction && thisMonth) {
      throw Refusal("isp.LX_CREATE_ORDER_FAILURE", std::string("订购失败: 当月已订购") + chineseName(offer.direction) +
                                                       "天包, 不能再订购该方向的小时包");
    }
  }
}

json bandOfferOrder(Call& call) {
  const Line& line = lineOfBand(call);
  const Offer& offer = precheckedOffer(call, line, call.parameters.id("OfferId"));
  checkOrderExclusion(call, line, offer);
  const Time expiresAt = offer.kind == PackKind::Hour ? endOfChinaMonth(call.now) : call.now + kDayPackValidity;
  const std::optional<std::int64_t> orderId =
      call.store.order({0, call.accessKeyId, line.bandId, offer, call.now, expiresAt});
  if (!orderId) {
    throw Refusal("isp.LX_CREATE_ORDER_FAILURE", "订购失败: 账户余额不足 (the account's balance is too low)");
  }
  return {{"LxOrderId", *orderId}};
}

json bandStartSpeedUp(Call& call) {
  const Line& line = lineOfBoth(call);
  const Direction direction = call.parameters.direction("Direction");
  const std::int64_t bandwidth = call.parameters.id("TargetBandwidth");
  if (const SpeedUp* speedUp = running(call, line.bandId, direction)) {
    throw Refusal("isv.INVALID_PARAMETERS", std::string("参数异常: 该宽带") + chineseName(direction) + "提速至" +
                                                std::to_string(speedUp->bandwidthMbps) +
                                                "M正在使用, 请先停止 (stop it before starting another)");
  }
  const std::vector<Pack> packs = call.store.packs(call.accessKeyId, line.bandId);
  // Guessed, as the refusal above: the guide names no code for either.
  const bool ordered = std::any_of(packs.begin(), packs.end(), [&](const Pack& pack) {
    return pack.offer.direction == direction && pack.offer.bandwidthMbps == bandwidth && call.now < pack.expiresAt;
  });
  if (!ordered) {
    throw Refusal("isv.INVALID_PARAMETERS", std::string("参数异常: no live pack of ") + std::to_string(bandwidth) +
                                                " Mbps " + wireName(direction) + " for this line; order one first");
  }
  call.store.start(line.bandId, direction, {static_cast<int>(bandwidth), call.now});
  return true;
}

json bandStopSpeedUp(Call& call) {
  const Line& line = lineOfBoth(call);
  const Direction direction = call.parameters.direction("Direction");
  const bool wasRunning = running(call, line.bandId, direction) != nullptr;
  call.store.stop(line.bandId, direction);
  return wasRunning;  // guessed: the guide does not say what stopping nothing answers
}

json bandStatusQuery(Call& call) {
  const Line& line = lineOfBand(call);
  json module = json::object();
  if (const SpeedUp* up = running(call, line.bandId, Direction::Up)) module["UploadTarget"] = up->bandwidthMbps;
  if (const SpeedUp* down = running(call, line.bandId, Direction::Down)) module["DownloadTarget"] = down->bandwidthMbps;
  return module;
}

json mobileStartSpeedUp(Call& call) {
  call.parameters.text("Token");  // guessed: any token is good, since no public source says what one is
  return call.store.startMobile(call.accessKeyId);
}

// The id of a mobile speed-up that this account started.
const std::string& knownCorrelationId(const Call& call) {
  const std::string& correlationId = call.parameters.text("CorrelationId");
  if (call.store.mobileRuns(call.accessKeyId, correlationId)) return correlationId;
  throw Refusal("isv.INVALID_PARAMETERS", "参数异常: no mobile speed-up has the CorrelationId " + correlationId);
}

json mobileStopSpeedUp(Call& call) {
  const std::string& correlationId = knownCorrelationId(call);
  const bool wasRunning = *call.store.mobileRuns(call.accessKeyId, correlationId);
  call.store.stopMobile(call.accessKeyId, correlationId);
  return wasRunning;
}

json mobileStatusQuery(Call& call) { return *call.store.mobileRuns(call.accessKeyId, knownCorrelationId(call)); }

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

}  // namespace sandbox
}  // namespace snsuapi
