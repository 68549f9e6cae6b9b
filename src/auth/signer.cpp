#include <snsuapi/auth/signer.hpp>
#include <utility>

#include "async/engine.hpp"
#include "errors.hpp"
#include "out_of_memory.hpp"

namespace snsuapi {

DelegatedSigner::DelegatedSigner(std::string accessKeyId, std::string securityToken)
    : credentials_(std::make_shared<const Credentials>(std::move(accessKeyId), "", std::move(securityToken))) {}

void DelegatedSigner::signAsync(const SigningRequest& request, SignatureReply reply) { reply.answer(sign(request)); }

SignatureReply::SignatureReply(std::weak_ptr<internal::Operation> operation) noexcept
    : operation_(std::move(operation)) {}

SignatureReply::SignatureReply(SignatureReply&& other) noexcept
    : operation_(std::move(other.operation_)), isAnswered_(std::exchange(other.isAnswered_, true)) {}

SignatureReply::~SignatureReply() {
  if (isAnswered_) return;
  answer(internal::orWhenThrown(internal::outOfMemory(Delivery::NotSent),
                                [] { return internal::signingFailure("the signer gave no answer"); }));
}

void SignatureReply::answer(Outcome<std::string> signature) {
  if (std::exchange(isAnswered_, true)) return;
  const std::shared_ptr<internal::Operation> operation = operation_.lock();
  if (!operation) return;
  if (const auto engine = operation->engine.lock()) engine->takeSignature(operation, std::move(signature));
}

}  // namespace snsuapi
