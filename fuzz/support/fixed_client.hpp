#pragma once

#include <memory>
#include <snsuapi/snsuapi.hpp>

#include "support/one_answer_transport.hpp"

namespace snsuapi_fuzz {

constexpr const char* kKeyId = "LTAI-key-of-the-fuzzer";
constexpr const char* kSecret = "secret/of+the=fuzzer";
constexpr const char* kToken = "token/of+the=fuzzer";

/// The same time and nonce for ever, so that an input does the same each time.
class FixedEnvironment final : public snsuapi::Environment {
 public:
  std::chrono::system_clock::time_point now() override {
    return std::chrono::system_clock::time_point(std::chrono::seconds(1531123200));  // 2018-07-09T08:00:00Z
  }
  std::string nonce() override { return "nonce-of-the-fuzzer"; }
  void wait(std::chrono::milliseconds) override {}
};

inline snsuapi::ClientProfile fixedProfile() {
  snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", kKeyId, kSecret, kToken);
  profile.environment = std::make_shared<FixedEnvironment>();
  return profile;
}

/// A client whose answers are given; it never learns the time, which would be remembered from one input to the next.
class FixedClient {
 public:
  FixedClient() {
    snsuapi::ClientProfile profile = fixedProfile();
    profile.timeSource = snsuapi::TimeSource::ThisDevice;
    client_ = std::make_unique<snsuapi::AcsClient>(std::move(profile), transport_);
  }

  OneAnswerTransport& transport() { return *transport_; }
  const snsuapi::AcsClient& client() const { return *client_; }

 private:
  const std::shared_ptr<OneAnswerTransport> transport_ = std::make_shared<OneAnswerTransport>();
  std::unique_ptr<snsuapi::AcsClient> client_;
};

}  // namespace snsuapi_fuzz
