#include "control/json_views.hpp"

#include <array>

#include "civil.hpp"
#include "gateway/rpc_signature.hpp"
#include "time/timestamp.hpp"

namespace snsuapi {
namespace sandbox {

using nlohmann::json;
using tools::formatTimestamp;

json toJson(const Account& account, const Balance& balance) {
  return {{"accessKeyId", account.accessKeyId},
          {"balanceYuan", formatYuan(balance.free)},
          {"frozenYuan", formatYuan(balance.frozen)},
          {"chargedYuan", formatYuan(balance.charged)},
          {"activated", account.activated},
          {"deniedActions", account.deniedActions},
          {"requestsPerSecond", account.requestsPerSecond}};
}

json toJson(const LineRange& line) {
  std::string ports = std::to_string(line.firstPort);
  if (line.lastPort != line.firstPort) ports += "-" + std::to_string(line.lastPort);
  return {{"bandId", line.first.bandId},
          {"addresses", line.addresses.text()},
          {"ports", ports},
          {"carrier", line.first.carrier},
          {"province", line.first.province},
          {"uploadMbps", line.first.uploadMbps},
          {"downloadMbps", line.first.downloadMbps}};
}

json toJson(const Order& order) {
  return {{"orderId", order.orderId},
          {"accessKeyId", order.accessKeyId},
          {"bandId", order.bandId},
          {"offerId", order.offerId},
          {"direction", wireName(order.direction)},
          {"bandwidthMbps", order.bandwidthMbps},
          {"pack", packName(order.kind)},
          {"orderedAt", formatTimestamp(order.orderedAt)},
          {"expiresAt", formatTimestamp(order.expiresAt)},
          {"frozenYuan", formatYuan(order.frozen)},
          {"chargedYuan", order.charged ? json(formatYuan(*order.charged)) : json()}};
}

json toJson(const SpeedUp& speedUp) {
  return {{"accessKeyId", speedUp.accessKeyId},
          {"bandId", speedUp.bandId},
          {"direction", wireName(speedUp.direction)},
          {"bandwidthMbps", speedUp.bandwidthMbps},
          {"startedAt", formatTimestamp(speedUp.startedAt)},
          {"endsAt", formatTimestamp(speedUp.endsAt)}};
}

json toJson(const MobileSpeedUp& speedUp) {
  return {{"accessKeyId", speedUp.accessKeyId},
          {"correlationId", speedUp.correlationId},
          {"startedAt", formatTimestamp(speedUp.startedAt)},
          {"endsAt", formatTimestamp(speedUp.endsAt)}};
}

json toJson(const DayOfSpeedUps& day) {
  return {{"speedUps", day.succeeded + day.failed},
          {"succeeded", day.succeeded},
          {"failed", day.failed},
          {"successRate", successRate(day.succeeded, day.failed)}};
}

json toJson(const JournalEntry& entry) {
  const auto valueOf = [&entry](const char* name) {
    const auto found = entry.parameters.find(name);
    return found == entry.parameters.end() ? std::string() : found->second;
  };
  return {{"id", entry.id},
          {"time", formatTimestamp(entry.time)},
          {"method", entry.method},
          {"action", valueOf("Action")},
          {"accessKeyId", valueOf("AccessKeyId")},
          {"requestId", entry.requestId},
          {"verdict", entry.verdict},
          {"httpStatus", entry.httpStatus},
          {"fault", entry.fault.empty() ? json() : json(entry.fault)},
          {"parameters", entry.parameters},
          {"stringToSign", stringToSign(entry.method, entry.parameters)},
          {"answer", entry.answer}};
}

json detailOf(const SpeedUp& speedUp) {
  const std::optional<std::int64_t> minutes = minutesOf(speedUp);
  const bool failed = !speedUp.failure.empty();
  return {{"date", formatDate(chinaDate(speedUp.startedAt))},
          {"accessKeyId", speedUp.accessKeyId},
          {"direction", wireName(speedUp.direction)},
          {"bandwidthMbps", speedUp.bandwidthMbps},
          {"startedAt", formatChinaTime(speedUp.startedAt)},
          {"result", failed ? "failure" : "success"},
          {"minutes", minutes && !failed ? json(*minutes) : json()},
          {"failureReason", speedUp.failure}};
}

namespace {

std::string field(const std::string& text) {
  // Quoted where it must be; and what a spreadsheet would take for a formula is made text.
  const bool isFormula = !text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos;
  std::string safe = isFormula ? "'" + text : text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

struct Words {
  std::array<const char*, 8> header;
  const char* up;
  const char* down;
  const char* success;
  const char* failure;
};

constexpr Words kChinese = {
    {"提速日期", "提速账号", "提速方向", "目标带宽", "提速开始时间", "提速结果", "提速时长(分钟)", "提速失败原因"},
    "上行加速",
    "下行加速",
    "成功",
    "失败"};
constexpr Words kEnglish = {
    {"Date", "Account", "Direction", "Target Mbps", "Started (China)", "Result", "Minutes", "Failure reason"},
    "up",
    "down",
    "success",
    "failure"};

std::string csvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& text : fields) line += (line.empty() ? "" : ",") + field(text);
  return line + "\r\n";
}

}  // namespace

std::string detailsCsv(const std::vector<SpeedUp>& speedUps, bool inChinese) {
  const Words& words = inChinese ? kChinese : kEnglish;
  std::string csv = "\xef\xbb\xbf" + csvLine({words.header.begin(), words.header.end()});
  for (const SpeedUp& speedUp : speedUps) {
    const bool failed = !speedUp.failure.empty();
    const std::optional<std::int64_t> minutes = minutesOf(speedUp);
    csv += csvLine({formatDate(chinaDate(speedUp.startedAt)), speedUp.accessKeyId,
                    speedUp.direction == Direction::Up ? words.up : words.down, std::to_string(speedUp.bandwidthMbps),
                    formatChinaTime(speedUp.startedAt), failed ? words.failure : words.success,
                    minutes && !failed ? std::to_string(*minutes) : "", speedUp.failure});
  }
  return csv;
}

}  // namespace sandbox
}  // namespace snsuapi
