#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <snsuapi/auth/refreshing_credentials_provider.hpp>
#include <string>

#include "support/test_profile.hpp"

namespace snsuapi_test {

using Time = std::chrono::system_clock::time_point;

/// A clock that stands still until it is moved. Thread-safe.
class ManualClock {
 public:
  std::function<Time()> now() {
    return [this] { return time(); };
  }
  Time time() const { return kStartOfTime + std::chrono::seconds(seconds_); }
  void advance(std::chrono::seconds by) { seconds_ += by.count(); }

 private:
  std::atomic<std::int64_t> seconds_{0};
};

inline snsuapi::TemporaryCredentials temporaryKey(const std::string& id, Time expiration) {
  return {std::make_shared<const snsuapi::Credentials>(id, "secret-" + id, "token-" + id), expiration};
}

inline snsuapi::Error fetchFailure() {
  return snsuapi::Error(snsuapi::ErrorKind::Configuration, "SDK.CredentialsRefreshFailed", "as the test says");
}

/// Fetches what the test says, and counts.
class ScriptedProvider final : public snsuapi::RefreshingCredentialsProvider {
 public:
  using Fetched = snsuapi::Outcome<snsuapi::TemporaryCredentials>;

  ScriptedProvider(ManualClock& clock, std::function<Fetched()> script)
      : ScriptedProvider(clock.now(), std::move(script)) {}
  ScriptedProvider(Now now, std::function<Fetched()> script)
      : RefreshingCredentialsProvider(std::move(now)), script_(std::move(script)) {}

  int fetches() const { return fetches_; }

 private:
  Fetched fetch() override {
    ++fetches_;
    return script_();
  }

  const std::function<Fetched()> script_;
  std::atomic<int> fetches_{0};
};

}  // namespace snsuapi_test
