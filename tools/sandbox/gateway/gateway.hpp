#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <variant>

#include "gateway/parameters.hpp"
#include "service/service.hpp"

namespace snsuapi {
namespace sandbox {

/// A request whose signature was found good.
struct VerifiedCall {
  std::string action;
  std::string accessKeyId;
  Parameters parameters;
};

/// What the gateway itself refuses, before the service sees it.
struct GatewayError {
  int httpStatus;
  std::string code;
  std::string message;
};

/// The RPC gateway: tells who calls, by a signature that it computes itself. Thread-safe.
class Gateway {
 public:
  Gateway(const Service& service, std::function<Time()> now) : service_(service), now_(std::move(now)) {}

  /// @param query of the URL, undecoded
  /// @param form  the body of a POST, undecoded; signed together with the query
  std::variant<VerifiedCall, GatewayError> verify(const std::string& method, const std::string& query,
                                                  const std::string& form);
  /// Forgets the nonces.
  void reset();

 private:
  bool useNonce(const std::string& accessKeyId, const std::string& nonce, Time now);

  const Service& service_;
  std::function<Time()> now_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Time> usedNonces_;  // guarded by mutex_
  std::size_t sweepAt_ = 1024;                                      // guarded by mutex_
};

}  // namespace sandbox
}  // namespace snsuapi
