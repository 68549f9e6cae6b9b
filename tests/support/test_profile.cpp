#include "support/test_profile.hpp"

#include <cstdlib>
#include <mutex>

namespace snsuapi_test {

using std::chrono::milliseconds;

class Surroundings::Scripted final : public snsuapi::Environment {
 public:
  std::chrono::system_clock::time_point now() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return kStartOfTime + std::chrono::seconds(looksAtTheClock_++);
  }
  std::string nonce() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return "nonce-" + std::to_string(++nonces_);
  }
  void wait(milliseconds time) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    waits_.push_back(time);
  }
  std::vector<milliseconds> waits() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return waits_;
  }

 private:
  mutable std::mutex mutex_;
  int looksAtTheClock_ = 0;  // guarded by mutex_, as what follows
  int nonces_ = 0;
  std::vector<milliseconds> waits_;
};

Surroundings::Surroundings() : scripted_(std::make_shared<Scripted>()) {}

std::shared_ptr<snsuapi::Environment> Surroundings::environment() { return scripted_; }

std::vector<milliseconds> Surroundings::waits() const { return scripted_->waits(); }

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

namespace {

// A null pointer takes the variable away.
void setVariable(const std::string& name, const char* value) {
#if defined(_WIN32)
  _putenv_s(name.c_str(), value == nullptr ? "" : value);
#else
  if (value == nullptr) {
    unsetenv(name.c_str());
  } else {
    setenv(name.c_str(), value, 1);
  }
#endif
}

// What goes, goes first: on Windows names that differ by their case are the same.
void setAll(const std::map<std::string, const char*>& variables) {
  for (const auto& [name, value] : variables) {
    if (value == nullptr) setVariable(name, value);
  }
  for (const auto& [name, value] : variables) {
    if (value != nullptr) setVariable(name, value);
  }
}

}  // namespace

ScopedEnvironment::ScopedEnvironment(const std::map<std::string, const char*>& variables) {
  for (const auto& each : variables) {
    const char* before = std::getenv(each.first.c_str());
    before_[each.first] = before == nullptr ? nullptr : std::make_unique<std::string>(before);
  }
  setAll(variables);
}

ScopedEnvironment::~ScopedEnvironment() {
  std::map<std::string, const char*> before;
  for (const auto& [name, value] : before_) before[name] = value == nullptr ? nullptr : value->c_str();
  setAll(before);
}

}  // namespace snsuapi_test
