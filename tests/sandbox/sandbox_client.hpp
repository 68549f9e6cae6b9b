#pragma once

#include <snsuapi/sandbox/server.hpp>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

/// A sandbox whose time the test sets, and a client that lives in the same time.
class SandboxClient {
 public:
  SandboxClient() : server_(options()), client_(profile()) {}

  const snsuapi::AcsClient& client() const { return client_; }
  std::string endpoint() const { return server_.endpoint(); }
  snsuapi::sandbox::Server& server() { return server_; }

  /// The profile of client(), to be changed for another one.
  snsuapi::ClientProfile profile() const {
    snsuapi::ClientProfile profile = testProfile();
    profile.endpoint = server_.endpoint();
    profile.environment.nonce = nullptr;
    profile.environment.now = [time = time_] { return at(*time); };
    return profile;
  }

  void advance(std::chrono::seconds by) { *time_ += by.count(); }

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
  std::int64_t order(snsuapi::Direction direction, int bandwidth, bool monthly) const {
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
  static std::chrono::system_clock::time_point at(std::int64_t seconds) {
    return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
  }
  snsuapi::sandbox::ServerOptions options() const {
    snsuapi::sandbox::ServerOptions options;
    options.now = [time = time_] { return at(*time); };
    return options;
  }

  // 2018-07-09T08:00:00Z, 16:00 in China.
  std::shared_ptr<std::atomic<std::int64_t>> time_ = std::make_shared<std::atomic<std::int64_t>>(1531123200);
  snsuapi::sandbox::Server server_;
  snsuapi::AcsClient client_;
};

}  // namespace snsuapi_test
