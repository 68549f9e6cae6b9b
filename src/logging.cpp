#include <algorithm>
#include <snsuapi/logging.hpp>
#include <string>

#include "ascii.hpp"
#include "errors.hpp"
#include "out_of_memory.hpp"

namespace snsuapi {

using internal::decimal;
using internal::join;

namespace {

LogLevel levelOf(const AttemptRecord& record) {
  if (record.kind == ErrorKind::NoError) return LogLevel::Debug;
  return record.pauseBeforeNext ? LogLevel::Warning : LogLevel::Error;
}

// `31.4 ms`
std::string inMilliseconds(std::chrono::microseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  return join({decimal(tenths / 10), ".", decimal(tenths % 10), " ms"});
}

std::string describe(const AttemptRecord& record) {
  const HttpTimings& timings = record.timings;
  const bool hasFailed = record.kind != ErrorKind::NoError;
  std::string line = join({record.action.empty() ? "warm-up" : record.action,
                           " to ",
                           record.origin,
                           ", attempt ",
                           decimal(record.attempt),
                           ": ",
                           record.code,
                           record.httpStatus != 0 ? ", HTTP " : "",
                           record.httpStatus != 0 ? decimal(record.httpStatus) : "",
                           hasFailed ? ", delivery " : "",
                           hasFailed ? toString(record.delivery) : "",
                           record.requestId.empty() ? "" : ", RequestId ",
                           record.requestId,
                           ", ",
                           inMilliseconds(timings.total),
                           " (connected after ",
                           inMilliseconds(std::max({timings.nameLookup, timings.connect, timings.tls})),
                           ", first byte after ",
                           inMilliseconds(timings.firstByte),
                           ")",
                           record.pauseBeforeNext ? "; again in " : "",
                           record.pauseBeforeNext ? inMilliseconds(*record.pauseBeforeNext) : ""});
  std::replace_if(line.begin(), line.end(), internal::isControl, '?');  // a code is the server's text
  return line;
}

}  // namespace

void LogObserver::onAttempt(const AttemptRecord& record) noexcept {
  const LogLevel level = levelOf(record);
  if (!sink_ || level < least_) return;
  // A line for which there is no memory is left out.
  internal::orWhenThrown(false, [&] { return sink_->write(level, describe(record)), true; });
}

}  // namespace snsuapi
