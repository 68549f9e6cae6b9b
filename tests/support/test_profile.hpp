#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/http/http_transport.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>
#include <vector>

namespace snsuapi_test {

constexpr const char* kKeyId = "testid";
constexpr const char* kSecret = "testsecret";

/// 2018-07-09T08:00:00Z
constexpr std::chrono::system_clock::time_point kStartOfTime{std::chrono::seconds(1531123200)};

/// Stands in for the clock, the nonces and the sleep of a client. Nothing sleeps; each look at the clock is a second
/// later than the one before. Thread-safe.
class Surroundings {
 public:
  Surroundings();

  std::shared_ptr<snsuapi::Environment> environment();

  /// The waits that the client would have slept.
  std::vector<std::chrono::milliseconds> waits() const;

 private:
  class Scripted;
  std::shared_ptr<Scripted> scripted_;
};

/// A profile with the key above, region cn-hangzhou, no proxy; nothing in it depends on time, chance or the
/// environment.
snsuapi::ClientProfile testProfile(Surroundings surroundings = {});

/// The parameters that each request of that profile's first attempt bears, but for the signature.
std::map<std::string, std::string> commonParameters(const std::string& action);

/// What a request said, but for its signature.
std::map<std::string, std::string> withoutSignature(std::map<std::string, std::string> parameters);

bool contains(const std::string& text, const std::string& part);

/// Sets variables of the process's environment, or unsets them (null), and puts everything back at its end.
class ScopedEnvironment {
 public:
  explicit ScopedEnvironment(const std::map<std::string, const char*>& variables);
  ScopedEnvironment(const ScopedEnvironment&) = delete;
  ScopedEnvironment& operator=(const ScopedEnvironment&) = delete;
  ~ScopedEnvironment();

 private:
  std::map<std::string, std::unique_ptr<std::string>> before_;
};

}  // namespace snsuapi_test
