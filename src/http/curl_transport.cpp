#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <snsuapi/http/curl_transport.hpp>
#include <vector>

#include "http/curl_global.hpp"
#include "http/curl_transfer.hpp"
#include "http/proxy_settings.hpp"
#include "http/sigpipe_guard.hpp"

namespace snsuapi {

namespace {

using internal::CurlTransfer;
using Clock = CurlTransfer::Clock;

/// A transfer and the multi handle that drives it and keeps its connection.
///
/// Why not curl_easy_perform: it knows no read timeout, and tells the time in seconds.
class Lane {
 public:
  Lane(const HttpOptions& options, const internal::ProxySettings& proxy)
      : mayRaiseSigpipe_(internal::curlMayRaiseSigpipe()), multi_(curl_multi_init()), transfer_(options, proxy) {
    if (multi_) curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 1L);
  }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  // Closing a TLS connection writes to it, too.
  ~Lane() {
    const internal::SigpipeGuard guard(mayRaiseSigpipe_);
    multi_.reset();
  }

  Outcome<HttpResponse> send(const HttpRequest& request, Clock::time_point start) {
    if (!multi_) return Error(ErrorKind::Configuration, "SDK.ServerUnreachable", "out of memory: no libcurl handle");
    if (Outcome<void> ready = transfer_.prepare(request, start); !ready) return ready.error();
    if (curl_multi_add_handle(multi_.get(), transfer_.handle()) != CURLM_OK) return transfer_.finish(CURLE_FAILED_INIT);
    const internal::SigpipeGuard guard(mayRaiseSigpipe_);
    const std::optional<CURLcode> result = drive();
    Outcome<HttpResponse> outcome = result ? transfer_.finish(*result) : transfer_.finishTimedOut();
    curl_multi_remove_handle(multi_.get(), transfer_.handle());
    return outcome;
  }

 private:
  struct MultiDeleter {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
  };

  // How the transfer ended, or none when its time was up.
  std::optional<CURLcode> drive() {
    for (;;) {
      int running = 0;
      if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) return CURLE_FAILED_INIT;
      if (running == 0) break;
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(transfer_.deadline() - Clock::now());
      if (left.count() <= 0) return std::nullopt;
      const auto wait = std::min<std::int64_t>(left.count(), std::numeric_limits<int>::max());
      if (curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait), nullptr) != CURLM_OK) {
        return CURLE_FAILED_INIT;
      }
    }
    int messages = 0;
    const CURLMsg* message = curl_multi_info_read(multi_.get(), &messages);
    return message != nullptr && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
  }

  const bool mayRaiseSigpipe_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
  CurlTransfer transfer_;
};

}  // namespace

/// The lanes of one transport: each is used by one thread at a time; the one used last goes first, because its
/// connection is the likeliest to be still open.
class CurlTransport::Pool {
 public:
  explicit Pool(HttpOptions options)
      : options_(std::move(options)), proxy_(internal::ProxySettings::choose(options_.proxy)) {}

  const HttpOptions& options() const noexcept { return options_; }

  Outcome<HttpResponse> send(const HttpRequest& request) {
    if (Outcome<void> ready = internal::initializeCurl(); !ready) return ready.error();
    if (!proxy_) return proxy_.error();
    if (options_.maxConnections == 0) {
      return Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter", "http.maxConnections must be 1 or more");
    }
    const Clock::time_point start = Clock::now();
    Lease lease(*this);
    if (!lease.wait(start, request.totalTimeout)) {
      return Error(ErrorKind::Transport, "SDK.ReadTimeout",
                   "all " + std::to_string(options_.maxConnections) +
                       " connections (http.maxConnections) were in use for the whole total timeout; nothing was sent");
    }
    return lease.lane().send(request, start);
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
        if (lane_) pool_.idle_.push_back(std::move(lane_));
        --pool_.lanesOut_;
      }
      pool_.freed_.notify_one();
    }

    // Waits for a turn; false when the timeout is up first.
    bool wait(Clock::time_point start, std::chrono::milliseconds timeout) {
      constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 365);
      std::unique_lock<std::mutex> lock(pool_.mutex_);
      granted_ = pool_.freed_.wait_until(lock, start + std::min(timeout, kLongest),
                                         [this] { return pool_.lanesOut_ < pool_.options_.maxConnections; });
      if (!granted_) return false;
      ++pool_.lanesOut_;
      if (!pool_.idle_.empty()) {
        lane_ = std::move(pool_.idle_.back());
        pool_.idle_.pop_back();
      }
      return true;
    }

    Lane& lane() {
      if (!lane_) lane_ = std::make_unique<Lane>(pool_.options_, *pool_.proxy_);
      return *lane_;
    }

   private:
    Pool& pool_;
    std::unique_ptr<Lane> lane_;
    bool granted_ = false;
  };

  const HttpOptions options_;
  const Outcome<internal::ProxySettings> proxy_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Lane>> idle_;  // guarded by mutex_
  std::size_t lanesOut_ = 0;                 // guarded by mutex_
};

CurlTransport::CurlTransport(HttpOptions options) : pool_(std::make_unique<Pool>(std::move(options))) {}
CurlTransport::~CurlTransport() = default;

const HttpOptions* CurlTransport::asyncOptions() const noexcept { return &pool_->options(); }

Outcome<HttpResponse> CurlTransport::send(const HttpRequest& request) { return pool_->send(request); }

}  // namespace snsuapi
