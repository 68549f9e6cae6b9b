#include <snsuapi/call.hpp>

#include "async/engine.hpp"

namespace snsuapi {

void Call::cancel() const {
  const std::shared_ptr<internal::Operation> operation = operation_.lock();
  if (!operation) return;  // it has ended
  if (const std::shared_ptr<internal::Engine> engine = operation->engine.lock()) engine->cancel(operation);
}

}  // namespace snsuapi
