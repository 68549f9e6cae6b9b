#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <snsuapi/http/curl_transport.hpp>
#include <vector>

#include "async/poll_sockets.hpp"
#include "errors.hpp"
#include "for_ever.hpp"
#include "fork_generation.hpp"
#include "http/curl_context.hpp"
#include "http/curl_exchanger.hpp"
#include "out_of_memory.hpp"

namespace snsuapi {

namespace {

using internal::CurlContext;
using internal::CurlExchanger;
using Clock = CurlExchanger::Clock;

/// Carries one exchange after the other while its caller waits, on a connection that is kept: a small event loop around
/// what carries the asynchronous calls, too.
class Lane final : EventLoop, CurlExchanger::Listener {
 public:
  explicit Lane(std::shared_ptr<CurlContext> context) : exchanger_(std::move(context), 1, *this, *this) {}

  Outcome<HttpResponse> send(const HttpRequest& request, Clock::time_point begin) {
    answer_.reset();
    exchanger_.start(exchange_, request, begin);
    while (!answer_) turn();
    return *std::move(answer_);
  }

 private:
  void turn() {
    const std::optional<Clock::time_point> timer = exchanger_.nextTimer();
    const bool isDue = timer && *timer <= Clock::now();
    if (!isDue) {
      sockets_ = watched_;  // the exchanger may watch others while it is told of these
      internal::pollSockets(sockets_, timer);
      for (const internal::PolledSocket& each : sockets_) {
        if (each.revents != 0)
          exchanger_.onSocketReady(each.fd, internal::isReadable(each), internal::isWritable(each));
      }
    }
    if (!answer_) exchanger_.onTimer();
  }

  void onExchanged(CurlExchanger::Exchange&, Outcome<HttpResponse> answer) override { answer_ = std::move(answer); }

  void watch(SocketHandle socket, bool forReading, bool forWriting) override {
    watched_.erase(std::remove_if(watched_.begin(), watched_.end(),
                                  [socket](const internal::PolledSocket& each) { return each.fd == socket; }),
                   watched_.end());
    if (forReading || forWriting) watched_.push_back(internal::toPoll(socket, forReading, forWriting));
  }
  void setTimer(std::optional<std::chrono::milliseconds>) override {}  // turn() asks for it
  void wakeUp() override {}                                            // nobody else calls

  std::vector<internal::PolledSocket> watched_;
  std::vector<internal::PolledSocket> sockets_;
  CurlExchanger::Exchange exchange_;
  std::optional<Outcome<HttpResponse>> answer_;
  CurlExchanger exchanger_;
};

}  // namespace

/// The lanes of one transport: each is used by one thread at a time; the one used last goes first, because its
/// connection is the likeliest to be still open.
class CurlTransport::Pool {
 public:
  explicit Pool(HttpOptions options) : context_(std::make_shared<CurlContext>(std::move(options))) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() { leaveToParent(); }

  const std::shared_ptr<CurlContext>& context() const noexcept { return context_; }

  Outcome<HttpResponse> send(const HttpRequest& request) {
    if (maxLanes() == 0) {
      return internal::invalidParameter("http.maxConnections must be 1 or more");
    }
    const Clock::time_point start = Clock::now();
    Lease lease(*this);
    if (!lease.wait(start, request.totalTimeout)) {
      return internal::noConnectionInTime(maxLanes(), "http.maxConnections");
    }
    return lease.send(request, start);
  }

 private:
  /// A caller's turn at one of the lanes; gives it back at its end.
  class Lease {
   public:
    explicit Lease(Pool& pool) : pool_(pool) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    ~Lease() {
      if (!granted_) return;
      {
        const std::lock_guard<std::mutex> lock(pool_.mutex_);
        if (lane_) internal::orWhenThrown(false, [this] { return pool_.idle_.push_back(std::move(lane_)), true; });
        --pool_.lanesOut_;
      }
      pool_.freed_.notify_one();
    }

    // Waits for a turn; false when the timeout is up first.
    bool wait(Clock::time_point start, std::chrono::milliseconds timeout) {
      std::unique_lock<std::mutex> lock(pool_.mutex_);
      pool_.leaveToParent();
      granted_ = pool_.freed_.wait_until(lock, start + std::min(timeout, internal::kForEver),
                                         [this] { return pool_.lanesOut_ < pool_.maxLanes(); });
      if (!granted_) return false;
      ++pool_.lanesOut_;
      if (!pool_.idle_.empty()) {
        lane_ = std::move(pool_.idle_.back());
        pool_.idle_.pop_back();
      }
      return true;
    }

    Outcome<HttpResponse> send(const HttpRequest& request, Clock::time_point start) {
      std::unique_ptr<Lane> lane = std::move(lane_);  // not given back, should there be no memory in the midst of it
      if (!lane) lane = std::make_unique<Lane>(pool_.context_);
      Outcome<HttpResponse> answer = lane->send(request, start);
      lane_ = std::move(lane);
      return answer;
    }

   private:
    Pool& pool_;
    std::unique_ptr<Lane> lane_;
    bool granted_ = false;
  };

  // In a forked child: the connections are the parent's, and go on there. To close them would end them for both, so
  // they are left as they are, memory and descriptors; the parent's calls are not the child's.
  void leaveToParent() {
    if (generation_ == internal::forkGeneration()) return;
    for (std::unique_ptr<Lane>& lane : idle_) static_cast<void>(lane.release());
    idle_.clear();
    lanesOut_ = 0;
    generation_ = internal::forkGeneration();
  }

  std::size_t maxLanes() const noexcept { return context_->options().maxConnections; }

  const std::shared_ptr<CurlContext> context_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Lane>> idle_;  // guarded by mutex_
  std::size_t lanesOut_ = 0;                 // guarded by mutex_
  long generation_ = 0;                      // guarded by mutex_; whose the lanes are
};

CurlTransport::CurlTransport(HttpOptions options) : pool_(std::make_unique<Pool>(std::move(options))) {}
CurlTransport::~CurlTransport() = default;

std::shared_ptr<CurlContext> CurlTransport::curlContext() const noexcept { return pool_->context(); }

Outcome<HttpResponse> CurlTransport::send(const HttpRequest& request) { return pool_->send(request); }

}  // namespace snsuapi
