#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

/// Gathers the outcomes that callbacks are called with, and waits for them. Copies of callback() share it.
class Outcomes {
 public:
  template <class Response>
  void add(const snsuapi::Outcome<Response>& outcome) {
    const std::lock_guard<std::mutex> lock(mutex_);
    codes_.push_back(outcome ? "OK" : outcome.error().code());
    errors_.push_back(outcome.error());
    changed_.notify_all();
  }
  auto callback() {
    return [this](const auto& outcome) { add(outcome); };
  }

  std::vector<std::string> waitFor(std::size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this, count] { return codes_.size() >= count; });
    return codes_;
  }
  std::vector<std::string> codes() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return codes_;
  }
  snsuapi::Error error(std::size_t index) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return errors_.at(index);
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> codes_;
  std::vector<snsuapi::Error> errors_;
};

using Codes = std::vector<std::string>;

/// A profile for a server of the test's, with real time.
inline snsuapi::ClientProfile profileFor(const std::string& endpoint) {
  snsuapi::ClientProfile profile = testProfile();
  profile.endpoint = endpoint;
  profile.environment = nullptr;
  return profile;
}

/// Answers every request well until the client is done.
inline void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}
/// Reads requests, and stays silent.
inline void staySilent(ServerConnection& connection) {
  while (connection.readRequest()) {
  }
}

}  // namespace snsuapi_test
