#include <snsuapi/call.hpp>

#include "async/engine.hpp"

namespace snsuapi {

internal::PendingCall::~PendingCall() = default;

Call::Call() noexcept = default;
Call::Call(const Call&) noexcept = default;
Call::Call(Call&&) noexcept = default;
Call& Call::operator=(const Call&) noexcept = default;
Call& Call::operator=(Call&&) noexcept = default;
Call::~Call() = default;

Call::Call(std::weak_ptr<internal::Operation> operation) noexcept : operation_(std::move(operation)) {}

void Call::cancel() const {
  const std::shared_ptr<internal::Operation> operation = operation_.lock();
  if (!operation) return;  // it has ended
  if (const std::shared_ptr<internal::Engine> engine = operation->engine.lock()) engine->cancel(operation);
}

}  // namespace snsuapi
