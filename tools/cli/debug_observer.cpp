#include "debug_observer.hpp"

#include <cstdio>
#include <ostream>
#include <string>

#include "table.hpp"

namespace snsuapi {
namespace cli {

namespace {

std::string inMilliseconds(std::chrono::microseconds time) {
  constexpr double kPerMillisecond = 1000;
  char text[32];
  static_cast<void>(std::snprintf(text, sizeof text, "%.1f ms", static_cast<double>(time.count()) / kPerMillisecond));
  return text;
}

std::string outcomeOf(const AttemptRecord& record) {
  std::string line(record.action);
  line.append(" to ").append(record.origin).append(", attempt ").append(std::to_string(record.attempt));
  line.append(": ").append(record.code);
  if (record.httpStatus != 0) line.append(", HTTP ").append(std::to_string(record.httpStatus));
  if (record.kind != ErrorKind::NoError) line.append(", delivery ").append(toString(record.delivery));
  if (!record.requestId.empty()) line.append(", request id ").append(record.requestId);
  if (record.pauseBeforeNext) line.append("; again in ").append(inMilliseconds(*record.pauseBeforeNext));
  return line;
}

// When each part was done. What took no time was not there: of a kept connection the first three, of http the TLS.
std::string timingsOf(const HttpTimings& timings) {
  std::string line = "  time:";
  const auto add = [&line](const char* name, std::chrono::microseconds time) {
    if (time.count() > 0) line.append(" ").append(name).append(" ").append(inMilliseconds(time)).append(",");
  };
  add("DNS", timings.nameLookup);
  add("connect", timings.connect);
  add("TLS", timings.tls);
  add("first byte", timings.firstByte);
  return line.append(" total ").append(inMilliseconds(timings.total));
}

}  // namespace

void DebugObserver::onAttempt(const AttemptRecord& record) noexcept {
  // Code and request id are the server's: what they hold must not steer the terminal.
  const std::string told = formatTable({{"debug: " + outcomeOf(record)}, {"debug: " + timingsOf(record.timings)}});
  out_ << told << std::flush;
}

}  // namespace cli
}  // namespace snsuapi
