#pragma once

#include <memory>
#include <snsuapi/auth/credentials.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {

namespace internal {
class Engine;
struct Operation;
}  // namespace internal

/// What a signature is wanted for.
struct SigningRequest {
  std::string accessKeyId;
  /// `POST&%2F&…`, what the signature covers: all of the request, so that whoever signs can look at what it does.
  std::string stringToSign;
};

/// The way back of a signature that was asked for without waiting. To be answered once, by any thread at any time, also
/// when the call or the client is gone. One that is destroyed unanswered fails the call.
class SNSUAPI_API SignatureReply {
 public:
  SignatureReply(SignatureReply&&) noexcept;
  SignatureReply& operator=(SignatureReply&&) = delete;
  ~SignatureReply();

  /// @param signature base64 of the HMAC-SHA1, or why there is none
  void answer(Outcome<std::string> signature);

 private:
  friend class internal::Engine;
  SNSUAPI_LOCAL explicit SignatureReply(std::weak_ptr<internal::Operation> operation) noexcept;

  std::weak_ptr<internal::Operation> operation_;
  bool isAnswered_ = false;
};

/// Has somebody else sign, such as the app's own backend, so that the access key secret never is where this program
/// runs: a secret that is shipped with an app is everybody's (docs/credentials.md). Given to ClientProfile::signer.
///
/// The signature is that of RPC version 1.0: base64(HMAC-SHA1(key = secret + "&", stringToSign)). The backend should
/// check what it signs: every parameter stands in the string to sign. Each attempt is signed anew.
///
/// Thread safety: sign() and signAsync() are called by any number of threads at once; they must not throw.
class SNSUAPI_API DelegatedSigner {
 public:
  /// @param accessKeyId   of the key that the backend signs with
  /// @param securityToken of a temporary key; it is part of the request
  explicit DelegatedSigner(std::string accessKeyId, std::string securityToken = {});
  DelegatedSigner(const DelegatedSigner&) = delete;
  DelegatedSigner& operator=(const DelegatedSigner&) = delete;
  virtual ~DelegatedSigner() = default;

  /// For calls that wait, on their own thread; it counts towards the total timeout, but is not cut short by it.
  /// @return the signature, or an Error of the signer's own, which ends the call
  virtual Outcome<std::string> sign(const SigningRequest& request) = 0;

  /// For asynchronous calls, on the thread that drives them: begin to ask, and return. A call that has waited for its
  /// total timeout ends. Unless it is overridden, sign() is called here, and holds up all other calls.
  virtual void signAsync(const SigningRequest& request, SignatureReply reply);

  /// The key's id and token, with an empty secret.
  const std::shared_ptr<const Credentials>& credentials() const noexcept { return credentials_; }

 private:
  const std::shared_ptr<const Credentials> credentials_;
};

}  // namespace snsuapi
