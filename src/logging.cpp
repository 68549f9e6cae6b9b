#include <algorithm>
#include <snsuapi/logging.hpp>
#include <string>
#include <utility>

#include "ascii.hpp"

namespace snsuapi {

namespace {

LogLevel levelOf(const AttemptRecord& record) {
  if (record.kind == ErrorKind::NoError) return LogLevel::Debug;
  return record.pauseBeforeNext ? LogLevel::Warning : LogLevel::Error;
}

// `31.4 ms`
std::string inMilliseconds(std::chrono::microseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " ms";
}

std::string describe(const AttemptRecord& record) {
  const HttpTimings& timings = record.timings;
  std::string line(record.action.empty() ? "warm-up" : record.action);
  line.append(" to ").append(record.origin).append(", attempt ").append(std::to_string(record.attempt));
  line.append(": ").append(record.code);
  if (record.httpStatus != 0) line.append(", HTTP ").append(std::to_string(record.httpStatus));
  if (record.kind != ErrorKind::NoError) line.append(", delivery ").append(toString(record.delivery));
  if (!record.requestId.empty()) line.append(", RequestId ").append(record.requestId);
  line.append(", ").append(inMilliseconds(timings.total)).append(" (connected after ");
  line.append(inMilliseconds(std::max({timings.nameLookup, timings.connect, timings.tls})));
  line.append(", first byte after ").append(inMilliseconds(timings.firstByte)).append(")");
  if (record.pauseBeforeNext) {
    line.append("; again in ").append(std::to_string(record.pauseBeforeNext->count())).append(" ms");
  }
  std::replace_if(line.begin(), line.end(), internal::isControl, '?');  // a code is the server's text
  return line;
}

}  // namespace

CallObserver::~CallObserver() = default;
LogSink::~LogSink() = default;

LogObserver::LogObserver(std::shared_ptr<LogSink> sink, LogLevel least) : sink_(std::move(sink)), least_(least) {}
LogObserver::~LogObserver() = default;

void LogObserver::onAttempt(const AttemptRecord& record) noexcept {
  const LogLevel level = levelOf(record);
  if (sink_ && level >= least_) sink_->write(level, describe(record));
}

}  // namespace snsuapi
