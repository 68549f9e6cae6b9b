#pragma once

#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

namespace snsuapi_test {

/// Looks at all that the library says of the calls of one profile, at its most talkative: none of it may hold what the
/// requests were signed with.
class SecretWatch {
 public:
  /// Sets the profile up: who is told of the attempts, and a clock and a nonce that stand still, by which the
  /// signatures of precheckRequest() and orderRequest() are known.
  explicit SecretWatch(snsuapi::ClientProfile& profile);

  /// What the profile's calls are signed with: id, secret, token, signatures.
  const std::vector<std::string>& secrets() const { return secrets_; }

  /// Checks the error, in all its texts and those of its exception, and what was said so far of the attempts.
  void check(const snsuapi::Error& error) const;
  /// Checks what was said so far of the attempts.
  void checkAttempts() const;

 private:
  class Listener;
  std::vector<std::string> secrets_;
  std::shared_ptr<Listener> listener_;
};

}  // namespace snsuapi_test
