#include "http/curl_exchanger.hpp"

#include <algorithm>

#include "http/curl_global.hpp"
#include "http/sigpipe_guard.hpp"

#if !defined(CURL_IGNORE_DEPRECATION)
#define CURL_IGNORE_DEPRECATION(statements) statements
#endif

namespace snsuapi {
namespace internal {

CurlExchanger::CurlExchanger(std::shared_ptr<CurlContext> context, std::size_t maxConnections, EventLoop& loop,
                             Listener& listener)
    : context_(std::move(context)),
      ready_(context_->ready()),
      mayRaiseSigpipe_(curlMayRaiseSigpipe()),
      loop_(loop),
      listener_(listener),
      multi_(ready_ ? curl_multi_init() : nullptr) {
  if (!multi_) return;
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &CurlExchanger::onSocket);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, static_cast<void*>(this));
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &CurlExchanger::onCurlTimer);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, static_cast<void*>(this));
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(maxConnections));
}

CurlExchanger::~CurlExchanger() {
  const SigpipeGuard guard(mayRaiseSigpipe_);
  for (const auto& [exchange, running] : running_) curl_multi_remove_handle(multi_.get(), running->transfer.handle());
  multi_.reset();
}

int CurlExchanger::onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void*) {
  Running* running = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &running);
  std::vector<curl_socket_t>& watched = running->watched;
  const auto found = std::find(watched.begin(), watched.end(), socket);
  if (what == CURL_POLL_REMOVE) {
    if (found == watched.end()) return 0;
    watched.erase(found);
  } else if (found == watched.end()) {
    watched.push_back(socket);
  }
  static_cast<CurlExchanger*>(self)->loop_.watch(static_cast<SocketHandle>(socket),
                                                 what == CURL_POLL_IN || what == CURL_POLL_INOUT,
                                                 what == CURL_POLL_OUT || what == CURL_POLL_INOUT);
  return 0;
}

int CurlExchanger::onCurlTimer(CURLM*, long milliseconds, void* self) {
  auto& timer = static_cast<CurlExchanger*>(self)->curlTimer_;
  timer.reset();
  if (milliseconds >= 0) timer = Clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

void CurlExchanger::start(Exchange exchange, const HttpRequest& request, Clock::time_point begin) {
  if (!ready_) return listener_.onExchanged(exchange, ready_.error());
  if (!multi_) {
    return listener_.onExchanged(
        exchange, Error(ErrorKind::Configuration, "SDK.ServerUnreachable", "out of memory: no libcurl handle"));
  }
  if (idle_.empty()) {
    running_.emplace(exchange, std::make_unique<Running>(*context_));
  } else {
    idle_.back().key() = exchange;
    running_.insert(std::move(idle_.back()));
    idle_.pop_back();
  }
  Running& running = *running_.find(exchange)->second;
  running.exchange = exchange;
  running.longestSilence = std::min<std::chrono::milliseconds>(request.readTimeout, std::chrono::hours(24 * 365));
  Outcome<void> prepared = running.transfer.prepare(request, begin);
  watchDeadline(running);
  if (!prepared) return finish(running, prepared.error());
  curl_easy_setopt(running.transfer.handle(), CURLOPT_PRIVATE, static_cast<void*>(&running));
  const SigpipeGuard guard(mayRaiseSigpipe_);
  if (curl_multi_add_handle(multi_.get(), running.transfer.handle()) != CURLM_OK) {
    finish(running, running.transfer.finish(CURLE_FAILED_INIT));
  }
}

bool CurlExchanger::abandon(Exchange exchange) {
  const auto found = running_.find(exchange);
  if (found == running_.end()) return false;
  const bool anythingSent = found->second->transfer.anythingSent();
  retire(*found->second);
  return anythingSent;
}

void CurlExchanger::onSocketReady(SocketHandle socket, bool readable, bool writable) {
  act(static_cast<curl_socket_t>(socket), (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0));
}

void CurlExchanger::onTimer() {
  if (curlTimer_ && *curlTimer_ <= Clock::now()) {
    curlTimer_.reset();
    act(CURL_SOCKET_TIMEOUT, 0);
  }
  giveUpTimedOut();
}

std::optional<CurlExchanger::Clock::time_point> CurlExchanger::nextTimer() const {
  if (deadlines_.empty()) return curlTimer_;
  return curlTimer_ ? std::min(*curlTimer_, deadlines_.begin()->first) : deadlines_.begin()->first;
}

void CurlExchanger::act(curl_socket_t socket, int events) {
  if (!multi_) return;
  const SigpipeGuard guard(mayRaiseSigpipe_);
  int running = 0;
  curl_multi_socket_action(multi_.get(), socket, events, &running);
  takeEnded();
}

void CurlExchanger::takeEnded() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    Running* running = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &running);
    finish(*running, running->transfer.finish(code));
  }
}

void CurlExchanger::giveUpTimedOut() {
  const SigpipeGuard guard(mayRaiseSigpipe_);
  const Clock::time_point now = Clock::now();
  bool isStuck = false;  // between two addresses
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    Running& running = *deadlines_.begin()->second;
    if (running.transfer.deadline() <= now) {
      finish(running, running.transfer.finishTimedOut());
    } else {
      unwatchDeadline(running);
      watchDeadline(running);
      isStuck = isStuck || (running.transfer.isConnecting() && running.watched.empty());
    }
  }
  if (isStuck) actOnAll();
}

// Deprecated for its cost, and the only way to have libcurl look at a transfer for which it has set no timer.
void CurlExchanger::actOnAll() {
  int running = 0;
  CURL_IGNORE_DEPRECATION(curl_multi_socket_all(multi_.get(), &running);)
  takeEnded();
}

// A deadline moves as the transfer goes on. It is looked at no later than it can be up: when it is up as things are,
// or, since the silence counts from the request's start, after one silence from now.
void CurlExchanger::watchDeadline(Running& running) {
  running.checkedAt = std::min(running.transfer.deadline(), Clock::now() + running.longestSilence);
  if (running.transfer.isConnecting()) {
    running.checkedAt = std::min(running.checkedAt, Clock::now() + CurlTransfer::kConnectingTurn);
  }
  if (running.idleDeadline) {
    running.idleDeadline.value() = {running.checkedAt, &running};
    deadlines_.insert(std::move(running.idleDeadline));
  } else {
    deadlines_.emplace(running.checkedAt, &running);
  }
}

void CurlExchanger::unwatchDeadline(Running& running) {
  running.idleDeadline = deadlines_.extract({running.checkedAt, &running});
}

void CurlExchanger::retire(Running& running) {
  unwatchDeadline(running);
  // Before libcurl closes them: of one that is still connecting it tells only afterwards, when its number may be
  // another's.
  for (const curl_socket_t socket : running.watched) loop_.watch(static_cast<SocketHandle>(socket), false, false);
  running.watched.clear();
  curl_multi_remove_handle(multi_.get(), running.transfer.handle());
  idle_.push_back(running_.extract(running.exchange));
}

void CurlExchanger::finish(Running& running, Outcome<HttpResponse> answer) {
  const Exchange exchange = running.exchange;
  retire(running);
  listener_.onExchanged(exchange, std::move(answer));
}

}  // namespace internal
}  // namespace snsuapi
