#pragma once

#include "transport/network_client.hpp"

namespace snsuapi_test {

/// Takes every line, and does nothing with it.
class DeafSink final : public snsuapi::LogSink {
 public:
  void write(snsuapi::LogLevel, std::string_view) noexcept override {}
};

/// networkProfile(), and each attempt makes a line of a log.
inline snsuapi::ClientProfile loggedProfile(const std::string& endpoint) {
  snsuapi::ClientProfile profile = networkProfile(endpoint);
  profile.observer = std::make_shared<snsuapi::LogObserver>(std::make_shared<DeafSink>(), snsuapi::LogLevel::Debug);
  return profile;
}

}  // namespace snsuapi_test
