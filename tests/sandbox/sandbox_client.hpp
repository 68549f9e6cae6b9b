#pragma once

#include <nlohmann/json.hpp>
#include <snsuapi/sandbox/server.hpp>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/raw_http.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

/// The time that a sandbox and its clients live in, which passes when the test says so. Waits take none.
class SandboxTime final : public snsuapi::Environment {
 public:
  std::chrono::system_clock::time_point now() override {
    return std::chrono::system_clock::time_point(std::chrono::seconds(seconds_));
  }
  void wait(std::chrono::milliseconds) override {}
  void advance(std::chrono::seconds by) { seconds_ += by.count(); }

 private:
  std::atomic<std::int64_t> seconds_{1531123200};  // 2018-07-09T08:00:00Z, 16:00 in China
};

/// A sandbox whose time the test sets, and a client that lives in the same time.
class SandboxClient {
 public:
  explicit SandboxClient(snsuapi::sandbox::ServerOptions options = {})
      : server_(withTime(std::move(options))), client_(profile()) {}

  static snsuapi::sandbox::ServerOptions scenario(std::string json) {
    snsuapi::sandbox::ServerOptions options;
    options.scenario = std::move(json);
    return options;
  }

  const snsuapi::AcsClient& client() const { return client_; }
  std::string endpoint() const { return server_.endpoint(); }
  snsuapi::sandbox::Server& server() { return server_; }

  /// The profile of client(), to be changed for another one.
  snsuapi::ClientProfile profile() const {
    snsuapi::ClientProfile profile = testProfile();
    profile.endpoint = server_.endpoint();
    profile.environment = environment_;
    return profile;
  }

  /// A client of another account.
  snsuapi::AcsClient clientOf(const std::string& accessKeyId, const std::string& secret,
                              const std::string& token = {}) const {
    snsuapi::ClientProfile other = profile();
    other.credentials = std::make_shared<snsuapi::StaticCredentialsProvider>(accessKeyId, secret, token);
    return snsuapi::AcsClient(other);
  }

  /// Lets time pass, for the client as for the sandbox.
  void advance(std::chrono::seconds by) { environment_->advance(by); }

  /// Asks one of the sandbox's own paths through HTTP.
  nlohmann::json control(const std::string& method, const std::string& target, const nlohmann::json& body = {}) const {
    const std::string text = body.is_null() ? "" : body.dump();
    const RawAnswer answer =
        rawExchange(server_.endpoint(), method + " " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                                            std::to_string(text.size()) + "\r\n\r\n" + text);
    nlohmann::json parsed = nlohmann::json::parse(answer.body);
    parsed["_status"] = answer.status;
    return parsed;
  }
  nlohmann::json arm(const nlohmann::json& fault) const { return control("POST", "/_sandbox/faults", fault); }
  /// The money of an account: balance, frozen and charged, in yuan.
  std::vector<std::string> books(const std::string& accessKeyId = kKeyId) const {
    const nlohmann::json shown = control("GET", "/_sandbox/accounts");
    for (const auto& account : shown.at("accounts")) {
      if (account.at("accessKeyId") != accessKeyId) continue;
      return {account.at("balanceYuan"), account.at("frozenYuan"), account.at("chargedYuan")};
    }
    return {};
  }

  template <class Request>
  typename Request::Response get(const Request& request) const {
    return client_.getAcsResponse(request);
  }
  /// The code with which a request is refused; empty when it is not.
  template <class Request>
  std::string refusal(const Request& request) const {
    return client_.execute(request).error().code();
  }

  /// Prechecks the line, and orders the offer of the given direction, rate and kind.
  std::int64_t order(const snsuapi::Direction& direction, int bandwidth, bool monthly) const {
    const auto precheck = get(precheckRequest());
    for (const auto& offer : precheck.getResultModule().getBandOfferList()) {
      if (offer.getDirection() != direction || offer.getBandwidth() != bandwidth || offer.isMonthly() != monthly)
        continue;
      snsuapi::BandOfferOrderRequest request;
      request.setBandId(precheck.getResultModule().getBandId()).setOfferId(offer.getOfferId());
      return get(request).getResultModule().getLxOrderId();
    }
    FAIL("the sandbox offers nothing of this kind");
    return 0;
  }

 private:
  snsuapi::sandbox::ServerOptions withTime(snsuapi::sandbox::ServerOptions options) const {
    options.now = [environment = environment_] { return environment->now(); };
    return options;
  }

  std::shared_ptr<SandboxTime> environment_ = std::make_shared<SandboxTime>();
  snsuapi::sandbox::Server server_;
  snsuapi::AcsClient client_;
};

}  // namespace snsuapi_test
