#pragma once

#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

#include "faults/callers.hpp"

namespace snsuapi_test {

/// Looks at all that the library says of the calls of one profile, at its most talkative: none of it may hold what the
/// requests were signed with.
class SecretWatch {
 public:
  /// Sets the profile up: who is told of the attempts, and a clock and a nonce that stand still, by which the
  /// signatures of precheckRequest() and orderRequest() are known. Asserts nothing, so that any thread may make it.
  explicit SecretWatch(snsuapi::ClientProfile& profile);

  /// What the profile's calls are signed with: id, secret, token, signatures.
  const std::vector<std::string>& secrets() const { return secrets_; }

  /// Checks all texts of an error and of its exception.
  void check(const Heard& error) const;
  /// Checks what was said so far of the attempts.
  void checkAttempts() const;

 private:
  class Listener;
  std::vector<std::string> secrets_;
  std::shared_ptr<Listener> listener_;
};

}  // namespace snsuapi_test
