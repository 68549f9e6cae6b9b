#include <algorithm>
#include <mutex>
#include <new>
#include <optional>
#include <snsuapi/acs_client.hpp>

#include "async/blocking_exchanger.hpp"
#include "async/loop_thread.hpp"
#include "call_flow.hpp"
#include "errors.hpp"
#include "for_ever.hpp"
#include "fork_generation.hpp"
#include "http/curl_exchanger.hpp"
#include "out_of_memory.hpp"
#include "pipeline.hpp"

namespace snsuapi {

using internal::CallFlow;
using internal::Engine;
using internal::LoopThread;
using internal::Operation;
using internal::Pipeline;

/// What a client is made of. Any number of threads may use it.
class SNSUAPI_LOCAL AcsClient::Core {
 public:
  Core(ClientProfile profile, std::shared_ptr<HttpTransport> transport)
      : pipeline_(std::move(profile)), transport_(std::move(transport)) {}
  ~Core() { close(std::nullopt); }

  const Pipeline& pipeline() const noexcept { return pipeline_; }

  /// Null, and says why, when there is none.
  HttpTransport* transport(Outcome<void>& problem) const {
    if (!transport_) {
      problem = Error(ErrorKind::Configuration, "SDK.InvalidProfile", "the client was made with a null transport");
    }
    return transport_.get();
  }

  /// The engine of the asynchronous calls, made by the first of them; an error once the client is closed.
  Outcome<std::shared_ptr<Engine>> engine();
  /// The same without making it; null when there is none.
  std::shared_ptr<Engine> existingEngine();
  bool close(std::optional<std::chrono::milliseconds> timeout);
  static Error closed() {
    return Error(ErrorKind::Cancelled, "SDK.Cancelled", "the client is closed; nothing was sent");
  }

 private:
  std::shared_ptr<Engine> makeEngine(EventLoop& loop) const;
  void leaveToParent();

  const Pipeline pipeline_;
  const std::shared_ptr<HttpTransport> transport_;
  std::mutex mutex_;
  bool isClosed_ = false;  // guarded by mutex_, as what follows
  std::shared_ptr<Engine> engine_;
  std::shared_ptr<LoopThread> thread_;  // none when the program's own loop drives the engine
  long generation_ = 0;                 // whose the engine is
};

Outcome<void> AcsClient::perform(const AcsRequest* request, const CallOptions& options, AcsResponse* response) const {
  Delivery reached = Delivery::NotSent;
#if SNSUAPI_EXCEPTIONS
  try {
    return performAttempts(request, options, response, reached);
  } catch (const std::bad_alloc&) {
    return internal::outOfMemory(reached);
  }
#else
  return performAttempts(request, options, response, reached);
#endif
}

// One attempt after the other, as long as a retry was asked for, is safe, and there is time.
Outcome<void> AcsClient::performAttempts(const AcsRequest* request, const CallOptions& options, AcsResponse* response,
                                         Delivery& reached) const {
  Outcome<void> problem;
  HttpTransport* transport = core_->transport(problem);
  if (transport == nullptr) return problem;
  if (request == nullptr && !transport->curlContext()) return {};  // it has nothing to warm up
  CallFlow flow(core_->pipeline(), request, options, response);
  while (const HttpRequest* attempt = flow.nextAttempt()) {
    reached = Delivery::Unknown;
    const auto pause = flow.attempted(transport->send(*attempt));
    if (!pause) break;
    reached = flow.lastDelivery();
    core_->pipeline().environment().wait(*pause);
    flow.paused(*pause);
  }
  return std::move(flow).outcome();
}

Outcome<void> AcsClient::warmUp(const CallOptions& options) const { return perform(nullptr, options, nullptr); }

// The same steps, driven by events.
Call AcsClient::start(std::unique_ptr<internal::PendingCall> call, const CallOptions& options) const {
  Outcome<void> problem;
  if (core_->transport(problem) == nullptr) return call->finish(problem), Call();
  Outcome<std::shared_ptr<Engine>> engine = core_->engine();
  if (!engine) return call->finish(engine.error()), Call();
  const auto operation = std::make_shared<Operation>(core_->pipeline(), std::move(call), options);
  if (!(*engine)->start(operation)) {
    operation->call->finish(Core::closed());
    return Call();
  }
  return Call(operation);
}

Outcome<std::shared_ptr<Engine>> AcsClient::Core::engine() {
  const std::lock_guard<std::mutex> lock(mutex_);
  leaveToParent();
  if (isClosed_) return closed();
  if (engine_) return engine_;
  const AsyncOptions& options = pipeline_.profile().async;
  if (options.maxConnectionsPerHost == 0) {
    return internal::invalidParameter("async.maxConnectionsPerHost must be 1 or more");
  }
  if (options.eventLoop) {
    engine_ = makeEngine(*options.eventLoop);
    return engine_;
  }
  Outcome<std::shared_ptr<LoopThread>> thread = LoopThread::make();
  if (!thread) return thread.error();
  std::shared_ptr<Engine> engine = makeEngine((*thread)->loop());
  if (Outcome<void> started = (*thread)->start(engine); !started) return started.error();
  thread_ = *std::move(thread);
  engine_ = std::move(engine);
  return engine_;
}

std::shared_ptr<Engine> AcsClient::Core::makeEngine(EventLoop& loop) const {
  const AsyncOptions& options = pipeline_.profile().async;
  return std::make_shared<Engine>(loop, options.maxConnectionsPerHost, options.pollForCallbacks,
                                  [this, &options](EventLoop& itsLoop, internal::Exchanger::Listener& listener) {
                                    std::unique_ptr<internal::Exchanger> made;
                                    if (auto context = transport_->curlContext()) {
                                      made = std::make_unique<internal::CurlExchanger>(
                                          std::move(context), options.maxConnectionsPerHost, itsLoop, listener);
                                    } else {
                                      made = std::make_unique<internal::BlockingExchanger>(transport_, listener);
                                    }
                                    return made;
                                  });
}

// In a forked child: the thread runs in the parent alone, and the calls are the parent's. Nothing of them may be
// touched, not even to end them.
void AcsClient::Core::leaveToParent() {
  if (generation_ == internal::forkGeneration()) return;
  generation_ = internal::forkGeneration();
  if (!engine_) return;
  struct Parents {
    std::shared_ptr<Engine> engine;
    std::shared_ptr<LoopThread> thread;
  };
  static_cast<void>(new Parents{std::move(engine_), std::move(thread_)});
  engine_.reset();  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): they are to be left
  thread_.reset();
}

std::shared_ptr<Engine> AcsClient::Core::existingEngine() {
  const std::lock_guard<std::mutex> lock(mutex_);
  leaveToParent();
  return engine_;
}

bool AcsClient::Core::close(std::optional<std::chrono::milliseconds> timeout) {
  std::optional<Engine::Clock::time_point> until;
  if (timeout) {
    timeout = std::clamp(*timeout, std::chrono::milliseconds(0), internal::kForEver);
    until = Engine::Clock::now() + *timeout;
  }
  std::shared_ptr<Engine> engine;
  std::shared_ptr<LoopThread> thread;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    leaveToParent();
    isClosed_ = true;
    engine = engine_;
    thread = thread_;
  }
  if (!engine) return true;
  if (!thread) {
    engine->shutDown();  // this is the thread of the program's loop
  } else if (!thread->stop(timeout)) {
    return false;
  }
  engine->poll();
  // On the client's thread, a callback of another thread's may be what waits for this one.
  return (thread && thread->isCurrent()) || engine->waitForPolls(until);
}

AcsClient::AcsClient(ClientProfile profile, std::shared_ptr<HttpTransport> transport)
    : core_(std::make_unique<Core>(std::move(profile), std::move(transport))) {}

AcsClient::AcsClient(ClientProfile profile) {  // the transport reads the profile before it goes to the core
  auto transport = std::make_shared<CurlTransport>(profile.http);
  // cppcheck-suppress useInitializationList
  core_ = std::make_unique<Core>(std::move(profile), std::move(transport));
}

AcsClient::AcsClient(AcsClient&&) noexcept = default;
AcsClient& AcsClient::operator=(AcsClient&&) noexcept = default;
AcsClient::~AcsClient() = default;

Outcome<SignedRequest> AcsClient::sign(const AcsRequest& request, const CallOptions& options) const {
  const Pipeline& pipeline = core_->pipeline();
  const auto settings = pipeline.resolve(options);
  if (!settings) return settings.error();
  const auto credentials = pipeline.getCredentials(request);
  if (!credentials) return credentials.error();
  return pipeline.sign(request, *settings, **credentials);
}

bool AcsClient::close(std::optional<std::chrono::milliseconds> timeout) const { return core_->close(timeout); }

std::size_t AcsClient::poll() const {
  const std::shared_ptr<Engine> engine = core_->existingEngine();
  return engine ? engine->poll() : 0;
}

void AcsClient::onSocketReady(SocketHandle socket, bool readable, bool writable) const {
  if (const auto engine = core_->existingEngine()) engine->onSocketReady(socket, readable, writable);
}

void AcsClient::onTimer() const {
  if (const auto engine = core_->existingEngine()) engine->onTimer();
}

void AcsClient::onWakeUp() const {
  if (const auto engine = core_->existingEngine()) engine->onWakeUp();
}

}  // namespace snsuapi
