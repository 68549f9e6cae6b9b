#include "faults/secret_watch.hpp"

#include <mutex>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/secret_forms.hpp"

namespace snsuapi_test {

using namespace snsuapi;

namespace {

class StandStill final : public Environment {
 public:
  std::chrono::system_clock::time_point now() override { return now_; }
  std::string nonce() override { return "nonce-of-the-secret-watch"; }

 private:
  const std::chrono::system_clock::time_point now_ = std::chrono::system_clock::now();
};

const std::vector<std::string> kNone;

std::string signatureOf(const AcsClient& client, const AcsRequest& request) {
  return client.sign(request).value().signature();
}

std::vector<std::string> textsOf(const Heard& heard) {
  Error error(heard.kind, heard.code, heard.message, heard.delivery);
  error.setRequestId(heard.requestId);
  std::vector<std::string> texts = {error.code(), error.message(), error.requestId(), error.toString()};
  try {
    Outcome<void>(error).value();
  } catch (const ClientException& exception) {
    texts.insert(texts.end(), {exception.what(), exception.getErrCode(), exception.getErrMsg(),
                               exception.getRequestId(), exception.getErrorDescription()});
  }
  return texts;
}

}  // namespace

class SecretWatch::Listener final : public CallObserver, public LogSink {
 public:
  void onAttempt(const AttemptRecord& record) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const std::string_view text : {record.action, record.origin, record.code, record.requestId}) {
      said_.append(text).append("\n");
    }
  }
  void write(LogLevel, std::string_view line) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    said_.append(line).append("\n");
  }
  std::string said() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return said_;
  }

 private:
  mutable std::mutex mutex_;
  std::string said_;
};

namespace {

class Both final : public CallObserver {
 public:
  Both(std::shared_ptr<CallObserver> first, std::shared_ptr<LogSink> sink)
      : first_(std::move(first)), log_(std::move(sink), LogLevel::Debug) {}
  void onAttempt(const AttemptRecord& record) noexcept override {
    first_->onAttempt(record);
    log_.onAttempt(record);
  }

 private:
  const std::shared_ptr<CallObserver> first_;
  LogObserver log_;
};

}  // namespace

SecretWatch::SecretWatch(ClientProfile& profile) : listener_(std::make_shared<Listener>()) {
  profile.environment = std::make_shared<StandStill>();
  profile.observer = std::make_shared<Both>(listener_, listener_);
  const auto key = profile.credentials->getCredentials().value();
  ClientProfile offline = profile;
  offline.endpoint.clear();
  const AcsClient client(offline);
  secrets_ = {key->accessKeyId(), key->accessKeySecret(), key->securityToken(), signatureOf(client, precheckRequest()),
              signatureOf(client, orderRequest())};
}

void SecretWatch::check(const Heard& error) const {
  for (const std::string& text : textsOf(error)) {
    CAPTURE(text);
    CHECK(secretsIn(text, secrets_) == kNone);
  }
}

void SecretWatch::checkAttempts() const {
  const std::string said = listener_->said();
  CAPTURE(said);
  CHECK_FALSE(said.empty());
  CHECK(secretsIn(said, secrets_) == kNone);
}

}  // namespace snsuapi_test
