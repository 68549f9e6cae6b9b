#include "support/test_profile.hpp"

#include <cstdlib>

namespace snsuapi_test {

using std::chrono::milliseconds;

snsuapi::Environment Surroundings::environment() {
  snsuapi::Environment environment;
  environment.now = [state = state_] {
    const std::lock_guard<std::mutex> lock(state->mutex);
    return kStartOfTime + std::chrono::seconds(state->looksAtTheClock++);
  };
  environment.nonce = [state = state_] {
    const std::lock_guard<std::mutex> lock(state->mutex);
    return "nonce-" + std::to_string(++state->nonces);
  };
  environment.wait = [state = state_](milliseconds time) {
    const std::lock_guard<std::mutex> lock(state->mutex);
    state->waits.push_back(time);
  };
  return environment;
}

std::vector<milliseconds> Surroundings::waits() const {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  return state_->waits;
}

snsuapi::ClientProfile testProfile(Surroundings surroundings) {
  snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", kKeyId, kSecret);
  profile.http.proxy = "";
  profile.environment = surroundings.environment();
  return profile;
}

std::map<std::string, std::string> commonParameters(const std::string& action) {
  return {{"Action", action},          {"Version", "2018-07-09"},     {"Format", "JSON"},
          {"RegionId", "cn-hangzhou"}, {"AccessKeyId", kKeyId},       {"SignatureMethod", "HMAC-SHA1"},
          {"SignatureVersion", "1.0"}, {"SignatureNonce", "nonce-1"}, {"Timestamp", "2018-07-09T08:00:00Z"}};
}

std::map<std::string, std::string> withoutSignature(std::map<std::string, std::string> parameters) {
  parameters.erase("Signature");
  return parameters;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

ScopedEnvironment::ScopedEnvironment(const std::map<std::string, const char*>& variables) {
  for (const auto& [name, value] : variables) {
    const char* before = std::getenv(name.c_str());
    before_[name] = before == nullptr ? nullptr : std::make_unique<std::string>(before);
    if (value == nullptr) {
      unsetenv(name.c_str());
    } else {
      setenv(name.c_str(), value, 1);
    }
  }
}

ScopedEnvironment::~ScopedEnvironment() {
  for (const auto& [name, value] : before_) {
    if (value == nullptr) {
      unsetenv(name.c_str());
    } else {
      setenv(name.c_str(), value->c_str(), 1);
    }
  }
}

}  // namespace snsuapi_test
