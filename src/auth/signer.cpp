#include <snsuapi/auth/signer.hpp>
#include <utility>

#include "async/engine.hpp"

namespace snsuapi {

DelegatedSigner::DelegatedSigner(std::string accessKeyId, std::string securityToken)
    : credentials_(std::make_shared<const Credentials>(std::move(accessKeyId), "", std::move(securityToken))) {}
DelegatedSigner::~DelegatedSigner() = default;

void DelegatedSigner::signAsync(const SigningRequest& request, SignatureReply reply) { reply.answer(sign(request)); }

SignatureReply::SignatureReply(std::weak_ptr<internal::Operation> operation) noexcept
    : operation_(std::move(operation)) {}

SignatureReply::SignatureReply(SignatureReply&& other) noexcept
    : operation_(std::move(other.operation_)), isAnswered_(std::exchange(other.isAnswered_, true)) {}

SignatureReply::~SignatureReply() {
  answer(Error(ErrorKind::Configuration, "SDK.SigningFailure", "the signer gave no answer; nothing was sent"));
}

void SignatureReply::answer(Outcome<std::string> signature) {
  if (std::exchange(isAnswered_, true)) return;
  const std::shared_ptr<internal::Operation> operation = operation_.lock();
  if (!operation) return;
  if (const auto engine = operation->engine.lock()) engine->takeSignature(operation, std::move(signature));
}

}  // namespace snsuapi
