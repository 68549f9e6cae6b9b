#include "c/profile.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <utility>

using namespace snsuapi;
using namespace snsuapi::internal;

namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

/// The program's loop, by the functions that it gave.
struct LoopFunctions {
  snsuapi_watch watch;
  snsuapi_set_timer setTimer;
  snsuapi_wake_up wakeUp;
  void* userData;
};

class FunctionEventLoop final : public EventLoop {
 public:
  explicit FunctionEventLoop(const LoopFunctions& functions) : functions_(functions) {}

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    functions_.watch(functions_.userData, static_cast<snsuapi_socket>(socket), forReading, forWriting);
  }
  void setTimer(std::optional<milliseconds> after) override {
    functions_.setTimer(functions_.userData, after ? after->count() : -1);
  }
  void wakeUp() override { functions_.wakeUp(functions_.userData); }

 private:
  const LoopFunctions functions_;
};

/// The same for what a client takes from its surroundings.
struct EnvironmentFunctions {
  snsuapi_now now;
  snsuapi_nonce nonce;
  snsuapi_wait wait;
  void* userData;
};

class FunctionEnvironment final : public Environment {
 public:
  explicit FunctionEnvironment(const EnvironmentFunctions& functions) : functions_(functions) {}

  system_clock::time_point now() override {
    if (functions_.now == nullptr) return Environment::now();
    using std::chrono::duration_cast;
    constexpr auto kFirst = duration_cast<milliseconds>(system_clock::duration::min());
    constexpr auto kLast = duration_cast<milliseconds>(system_clock::duration::max());
    return system_clock::time_point(std::clamp(milliseconds(functions_.now(functions_.userData)), kFirst, kLast));
  }
  std::string nonce() override {
    if (functions_.nonce == nullptr) return Environment::nonce();
    std::array<char, 64> text{};
    functions_.nonce(functions_.userData, text.data(), text.size());
    text.back() = '\0';
    return text.data();
  }
  void wait(milliseconds time) override {
    if (functions_.wait == nullptr) return Environment::wait(time);
    functions_.wait(functions_.userData, time.count());
  }

 private:
  const EnvironmentFunctions functions_;
};

snsuapi_error* notASetting(std::int32_t setting) { return invalid("a profile", "does not take", setting); }

snsuapi_error* setText(ClientProfile& profile, std::int32_t setting, const char* value) {
  if (setting == SNSUAPI_PROFILE_PROXY) {
    profile.http.proxy.reset();
    if (value != nullptr) profile.http.proxy = value;
    return nullptr;
  }
  std::string* const texts[] = {&profile.regionId,    &profile.endpoint,    nullptr,
                                &profile.http.caFile, &profile.http.caPath, &profile.userAgent};
  if (setting < SNSUAPI_PROFILE_REGION_ID || setting > SNSUAPI_PROFILE_USER_AGENT) return notASetting(setting);
  *texts[setting - SNSUAPI_PROFILE_REGION_ID] = value != nullptr ? value : "";
  return nullptr;
}

bool canBe(std::int32_t setting, std::int64_t value) {
  switch (setting) {
    case SNSUAPI_PROFILE_METHOD:
    case SNSUAPI_PROFILE_POLL_FOR_CALLBACKS:
      return value == 0 || value == 1;
    case SNSUAPI_PROFILE_IP_VERSION:
      return value == 0 || value == 4 || value == 6;
    case SNSUAPI_PROFILE_TIME_SOURCE:
      return value >= SNSUAPI_SERVER_OVER_HTTPS && value <= SNSUAPI_THIS_DEVICE;
    default:
      return value >= 0 && value <= PTRDIFF_MAX;
  }
}

snsuapi_error* setNumber(ClientProfile& profile, std::int32_t setting, std::int64_t value) {
  if (setting < SNSUAPI_PROFILE_METHOD || setting > SNSUAPI_PROFILE_TIME_SOURCE) return notASetting(setting);
  if (!canBe(setting, value)) return invalid(std::to_string(setting), "of snsuapi.h can't be", value);
  HttpOptions& http = profile.http;
  switch (setting) {
    case SNSUAPI_PROFILE_METHOD:
      profile.method = value == SNSUAPI_GET ? HttpMethod::Get : HttpMethod::Post;
      break;
    case SNSUAPI_PROFILE_CONNECT_TIMEOUT:
      http.connectTimeout = milliseconds(value);
      break;
    case SNSUAPI_PROFILE_READ_TIMEOUT:
      http.readTimeout = milliseconds(value);
      break;
    case SNSUAPI_PROFILE_TOTAL_TIMEOUT:
      http.totalTimeout = milliseconds(value);
      break;
    case SNSUAPI_PROFILE_IP_VERSION:
      http.ipVersion = value == 0 ? IpVersion::Any : value == 4 ? IpVersion::V4 : IpVersion::V6;
      break;
    case SNSUAPI_PROFILE_MAX_RESPONSE_BYTES:
      http.maxResponseBytes = static_cast<std::size_t>(value);
      break;
    case SNSUAPI_PROFILE_MAX_CONNECTIONS:
      http.maxConnections = static_cast<std::size_t>(value);
      break;
    case SNSUAPI_PROFILE_MAX_ASYNC_CONNECTIONS:
      profile.async.maxConnectionsPerHost = static_cast<std::size_t>(value);
      break;
    case SNSUAPI_PROFILE_POLL_FOR_CALLBACKS:
      profile.async.pollForCallbacks = value != 0;
      break;
    default:
      profile.timeSource = static_cast<TimeSource>(value);
      break;
  }
  return nullptr;
}

static_assert(static_cast<int>(TimeSource::ServerOverHttps) == SNSUAPI_SERVER_OVER_HTTPS &&
              static_cast<int>(TimeSource::ServerOverAny) == SNSUAPI_SERVER_OVER_ANY &&
              static_cast<int>(TimeSource::ThisDevice) == SNSUAPI_THIS_DEVICE);

/// Does what a setter does, where there is a profile, and keeps what is amiss.
template <class Work>
void set(snsuapi_profile* profile, const Work& work) {
  if (profile != nullptr) keepFirst(profile->problem, guarded(work));
}

}  // namespace

snsuapi_profile* snsuapi_profile_create() {
  auto* const profile = new (std::nothrow) snsuapi_profile;
  set(profile, [=]() -> snsuapi_error* {
    profile->profile.credentials = DefaultProfile::getProfile({}).credentials;
    return nullptr;
  });
  return profile;
}

void snsuapi_profile_destroy(snsuapi_profile* profile) { delete profile; }

void snsuapi_profile_set_text(snsuapi_profile* profile, std::int32_t setting, const char* value) {
  set(profile, [=] { return setText(profile->profile, setting, value); });
}

void snsuapi_profile_set_number(snsuapi_profile* profile, std::int32_t setting, std::int64_t value) {
  set(profile, [=] { return setNumber(profile->profile, setting, value); });
}

void snsuapi_profile_set_access_key(snsuapi_profile* profile, const char* accessKeyId, const char* accessKeySecret,
                                    const char* securityToken) {
  set(profile, [=]() -> snsuapi_error* {
    if (accessKeyId == nullptr) return isNull("access_key_id");
    if (accessKeySecret == nullptr) return isNull("access_key_secret");
    if (securityToken == nullptr) return isNull("security_token");
    profile->profile.credentials =
        DefaultProfile::getProfile({}, accessKeyId, accessKeySecret, securityToken).credentials;
    return nullptr;
  });
}

void snsuapi_profile_set_environment(snsuapi_profile* profile, snsuapi_now now, snsuapi_nonce nonce, snsuapi_wait wait,
                                     void* userData) {
  set(profile, [=]() -> snsuapi_error* {
    profile->profile.environment =
        std::make_shared<FunctionEnvironment>(EnvironmentFunctions{now, nonce, wait, userData});
    return nullptr;
  });
}

void snsuapi_profile_set_event_loop(snsuapi_profile* profile, snsuapi_watch watch, snsuapi_set_timer setTimer,
                                    snsuapi_wake_up wakeUp, void* userData) {
  set(profile, [=]() -> snsuapi_error* {
    if (watch == nullptr) return isNull("watch");
    if (setTimer == nullptr) return isNull("set_timer");
    if (wakeUp == nullptr) return isNull("wake_up");
    profile->profile.async.eventLoop =
        std::make_shared<FunctionEventLoop>(LoopFunctions{watch, setTimer, wakeUp, userData});
    return nullptr;
  });
}
