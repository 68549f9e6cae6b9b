#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <snsuapi/error.hpp>
#include <snsuapi/export.hpp>
#include <snsuapi/http/http_message.hpp>
#include <string_view>
#include <utility>

namespace snsuapi {

/// How one attempt of a call went, for logs and metrics. All that is in it may be kept: no key, signature, token,
/// parameter or body is. The views live as long as the function that gets the record.
struct AttemptRecord {
  std::string_view action;  ///< `BandPrecheck`; empty for a warm-up
  std::string_view origin;  ///< `https://host[:port]`
  int attempt = 1;          ///< of the call, from 1
  HttpTimings timings;
  std::string_view code;  ///< `OK`, or Error::code()
  ErrorKind kind = ErrorKind::NoError;
  Delivery delivery = Delivery::Answered;
  int httpStatus = 0;  ///< 0: no HTTP answer
  std::string_view requestId;
  /// The pause before the attempt that follows; none: the call has ended.
  std::optional<std::chrono::milliseconds> pauseBeforeNext;
};

/// Is told of each attempt: given to ClientProfile::observer.
class CallObserver {
 public:
  CallObserver() = default;
  CallObserver(const CallObserver&) = delete;
  CallObserver& operator=(const CallObserver&) = delete;
  virtual ~CallObserver() = default;

  /// Called once for each attempt, when it has ended, before the call's own end is told: on the caller's thread, or on
  /// that which drives the asynchronous calls. By any number of threads at once; it must be quick, must not throw, and
  /// must not call the client.
  virtual void onAttempt(const AttemptRecord& record) noexcept = 0;
};

enum class LogLevel {
  Debug,    ///< an attempt that was answered with OK
  Warning,  ///< one that failed, and is made again
  Error     ///< one that failed, and its call with it
};

/// Where lines of a log go.
class LogSink {
 public:
  LogSink() = default;
  LogSink(const LogSink&) = delete;
  LogSink& operator=(const LogSink&) = delete;
  virtual ~LogSink() = default;

  /// @param line without control characters and without an end of line; lives as long as this call
  /// Called as CallObserver::onAttempt is.
  virtual void write(LogLevel level, std::string_view line) noexcept = 0;
};

/// Writes a line for each attempt, such as `BandPrecheck to https://snsuapi.aliyuncs.com, attempt 1: OK, HTTP 200,
/// RequestId 4F2B…, 31.4 ms (connected after 12.1 ms, first byte after 31.0 ms)`.
class SNSUAPI_API LogObserver final : public CallObserver {
 public:
  /// @param least what is below it is not written
  explicit LogObserver(std::shared_ptr<LogSink> sink, LogLevel least = LogLevel::Debug)
      : sink_(std::move(sink)), least_(least) {}

  void onAttempt(const AttemptRecord& record) noexcept override;

 private:
  const std::shared_ptr<LogSink> sink_;
  const LogLevel least_;
};

}  // namespace snsuapi
