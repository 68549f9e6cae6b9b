#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <snsuapi/call.hpp>

#include "async/exchanger.hpp"
#include "call_flow.hpp"

namespace snsuapi {
namespace internal {

class Engine;
struct Operation;

/// The calls to one origin: at most so many are sent at a time, the others wait in their order.
struct Origin {
  std::size_t sending = 0;
  std::list<std::shared_ptr<Operation>> queue;
};

/// One asynchronous call under way. But for `engine`, and what it is handed, the loop's thread alone
/// looks into it.
struct Operation : Exchanger::Exchange {
  Operation(const Pipeline& pipeline, std::unique_ptr<PendingCall> pending, const CallOptions& options)
      : call(std::move(pending)), flow(std::in_place, pipeline, call->request(), options, call->response()) {}

  enum class State { New, Queued, Signing, Sending, Answered, Pausing, Ended };

  std::unique_ptr<PendingCall> call;
  std::optional<CallFlow> flow;  // none once it has ended: it needs the client, which a callback may destroy
  State state = State::New;
  std::optional<Outcome<HttpResponse>> answer;            // once it is Answered
  Outcome<void> outcome;                                  // once it has ended
  std::list<std::shared_ptr<Operation>>::iterator place;  // in the engine's list of those that live
  Origin* origin = nullptr;                               // the engine's; none before it has begun
  std::chrono::milliseconds pause{};
  std::optional<std::size_t> placeInQueue;  // of the engine's timers: the end of its time to wait, or of its pause
  std::weak_ptr<Engine> engine;

  // What the loop's thread is handed, in the engine's lists, which need no memory.
  bool isCancelled = false;
  std::optional<Outcome<std::string>> signature;
  std::shared_ptr<Operation> nextCancelled;
  std::shared_ptr<Operation> nextSigned;
};

}  // namespace internal
}  // namespace snsuapi
