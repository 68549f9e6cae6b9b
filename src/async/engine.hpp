#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <snsuapi/event_loop.hpp>
#include <string>
#include <thread>
#include <utility>

#include "async/exchanger.hpp"
#include "async/operation.hpp"
#include "due_queue.hpp"

namespace snsuapi {
namespace internal {

/// Drives calls without waiting for any: what a loop's events set going. start(), cancel(), takeSignature(), poll() and
/// waitForPolls() are for any thread, the rest for the loop's.
class Engine final : public std::enable_shared_from_this<Engine>, private Exchanger::Listener {
 public:
  using Clock = Exchanger::Clock;
  using OperationPtr = std::shared_ptr<Operation>;

  /// @param loop         must outlive shutDown()
  /// @param makeExchanger gives one that reports to the listener that it is given
  template <class MakeExchanger>
  Engine(EventLoop& loop, std::size_t maxConnectionsPerHost, bool callbacksArePolled, MakeExchanger makeExchanger)
      : loop_(loop),
        maxConnectionsPerHost_(maxConnectionsPerHost),
        callbacksArePolled_(callbacksArePolled),
        exchanger_(makeExchanger(loop, static_cast<Exchanger::Listener&>(*this))) {}

  /// False when the engine is shut down; the operation is the caller's then.
  bool start(const OperationPtr& operation);
  void cancel(const OperationPtr& operation);
  /// What the program's signer says of a call that it was asked for.
  void takeSignature(const OperationPtr& operation, Outcome<std::string> signature);
  /// Runs the callbacks that wait for it; returns how many.
  std::size_t poll();
  /// Waits until no other thread runs callbacks in poll(), until then at most; false when one still does. Within such a
  /// callback it does not wait.
  bool waitForPolls(std::optional<Clock::time_point> until);

  void onWakeUp();
  void onSocketReady(SocketHandle socket, bool readable, bool writable);
  void onTimer();
  /// Ends every call with SDK.Cancelled, closes the connections and takes no more. May be called within a callback.
  void shutDown();

 private:
  /// A thread that runs callbacks in poll().
  struct Polling {
    std::thread::id thread;
    Polling* before;
  };

  /// What is done with one operation. When memory runs out in it, that operation ends, and the others go on.
  using Step = void (Engine::*)(Operation&);

  void wake();
  void take(Step step, Operation& operation);
  void takeAndDispatch(Step step, Operation& operation);
  void begin(Operation& operation);
  void enqueue(Operation& operation);
  bool hasRoom(const Origin& origin) const;
  void dispatch(Origin& origin);
  void attempt(Operation& operation);
  void askForSignature(Operation& operation);
  void takeSignature(Operation& operation);
  void send(Operation& operation, const HttpRequest* request);
  void onExchanged(Exchanger::Exchange& exchange, Outcome<HttpResponse> answer) override;
  void nextAnswer();
  void takeAnswer(Operation& operation);
  void fireTimers();
  void fireTimer(Operation& operation);
  void abort(Operation& operation);
  void giveUp(Operation& operation, Error (*why)(Delivery));
  void end(Operation& operation);
  void settle();
  static void tell(Operation& operation);
  void deliver();
  void updateLoopTimer();

  EventLoop& loop_;
  const std::size_t maxConnectionsPerHost_;
  const bool callbacksArePolled_;

  std::mutex mutex_;
  std::list<OperationPtr> started_;  // guarded by mutex_, as what follows
  OperationPtr cancelled_;           // the last; it knows the one before
  OperationPtr signed_;              // the same
  std::list<OperationPtr> polled_;
  Polling* polling_ = nullptr;  // the last
  std::condition_variable pollEnded_;
  bool isWoken_ = false;
  bool isShutDown_ = false;

  std::unique_ptr<Exchanger> exchanger_;  // the loop's thread alone, as what follows
  std::list<OperationPtr> live_;
  std::map<std::string, Origin> origins_;  // by `https://host:port`; none goes before the engine
  DueQueue<Operation> timers_;
  std::list<OperationPtr> toSign_;
  std::list<OperationPtr> exchanged_;
  std::list<OperationPtr> ended_;
  std::optional<Clock::time_point> loopTimer_;
  bool isClosing_ = false;
};

}  // namespace internal
}  // namespace snsuapi
