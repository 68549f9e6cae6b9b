#include "http/curl_exchanger.hpp"

#include <algorithm>

#include "for_ever.hpp"
#include "http/curl_global.hpp"
#include "http/curl_transfer.hpp"
#include "http/sigpipe_guard.hpp"
#include "out_of_memory.hpp"

#if !defined(CURL_IGNORE_DEPRECATION)
#define CURL_IGNORE_DEPRECATION(statements) statements
#endif

namespace snsuapi {
namespace internal {

/// Exchanges on one curl_multi. For each request libcurl looks through all connections of its multi, so that the cost
/// of n exchanges on one would grow with n squared: a crowd has a limit, and beyond it there are several.
struct CurlExchanger::Crowd {
  static constexpr std::size_t kMostExchanges = 128;

  struct MultiDeleter {
    void operator()(CURLM* handle) const noexcept { curl_multi_cleanup(handle); }
  };

  explicit Crowd(CurlExchanger& exchanger) : self(exchanger) {}

  void open() {
    multi.reset(curl_multi_init());
    if (!multi) return;
    curl_multi_setopt(multi.get(), CURLMOPT_SOCKETFUNCTION, &CurlExchanger::onSocket);
    curl_multi_setopt(multi.get(), CURLMOPT_SOCKETDATA, static_cast<void*>(this));
    curl_multi_setopt(multi.get(), CURLMOPT_TIMERFUNCTION, &CurlExchanger::onCurlTimer);
    curl_multi_setopt(multi.get(), CURLMOPT_TIMERDATA, static_cast<void*>(this));
    curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS,
                      static_cast<long>(std::min(self.maxConnections_, kMostExchanges)));
  }

  CurlExchanger& self;
  std::unique_ptr<CURLM, MultiDeleter> multi;
  std::optional<Clock::time_point> timer;
  std::size_t exchanges = 0;
  std::vector<curl_socket_t> watched;  // by libcurl for itself, such as of a connection that it closes in good order
};

/// An easy handle, and the exchange that it carries.
struct CurlExchanger::Running {
  explicit Running(const CurlContext& context) : transfer(context) {
    curl_easy_setopt(transfer.handle(), CURLOPT_PRIVATE, static_cast<void*>(this));
  }

  CurlTransfer transfer;
  Exchange* exchange = nullptr;  // none: it is idle
  Crowd* crowd = nullptr;
  std::vector<curl_socket_t> watched;
  std::chrono::milliseconds longestSilence{};
  Clock::time_point begun;                  // the exchange
  Clock::time_point lookAt;                 // when libcurl is to look at its connecting by itself
  std::optional<std::size_t> placeInQueue;  // of the checks: when its deadline is looked at next
};

CurlExchanger::CurlExchanger(std::shared_ptr<CurlContext> context, std::size_t maxConnections, EventLoop& loop,
                             Listener& listener)
    : context_(std::move(context)),
      mayRaiseSigpipe_(curlMayRaiseSigpipe()),
      maxConnections_(maxConnections),
      loop_(loop),
      listener_(listener) {}

CurlExchanger::~CurlExchanger() {
  const SigpipeGuard guard(mayRaiseSigpipe_);
  for (const auto& running : all_) {
    if (running->exchange == nullptr) continue;
    unwatchAll(*running->crowd, running->watched);
    curl_multi_remove_handle(running->crowd->multi.get(), running->transfer.handle());
  }
  for (const auto& crowd : crowds_) close(*crowd);
}

// The first ones go first: their connections are the likeliest to be still open.
CurlExchanger::Crowd* CurlExchanger::crowdWithRoom() {
  const auto found = std::find_if(crowds_.begin(), crowds_.end(),
                                  [](const auto& crowd) { return crowd->exchanges < Crowd::kMostExchanges; });
  const bool isFull = found == crowds_.end();
  if (isFull) crowds_.push_back(std::make_unique<Crowd>(*this));
  Crowd& crowd = isFull ? *crowds_.back() : **found;
  if (!crowd.multi) crowd.open();
  return crowd.multi ? &crowd : nullptr;
}

CurlExchanger::Crowd& CurlExchanger::crowdOf(curl_socket_t socket) {
  if (sockets_.empty()) return *crowds_.front();
  const auto found = sockets_.find(socket);
  return found == sockets_.end() ? *crowds_.front() : *found->second;
}

CurlExchanger::Running& CurlExchanger::takeIdle() {
  if (idle_.empty()) {
    idle_.reserve(all_.size() + 1);  // none is lost for want of memory when it ends
    all_.push_back(std::make_unique<Running>(*context_));
    return *all_.back();
  }
  Running& running = *idle_.back();
  idle_.pop_back();
  return running;
}

// The handle is one of libcurl's own, from 8.9 on, when it watches for itself: it has no Running.
int CurlExchanger::onSocket(CURL* easy, curl_socket_t socket, int what, void* crowd, void*) {
  Running* running = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &running);
  return orWhenThrown(-1, [&] {
    auto& its = *static_cast<Crowd*>(crowd);
    its.self.watch(its, its.self.watchedWith(its, running, socket), socket, what);
    return 0;
  });
}

// The list that a socket is in; where it is in none, the one that it belongs to.
std::vector<curl_socket_t>& CurlExchanger::watchedWith(Crowd& crowd, Running* running, curl_socket_t socket) {
  const auto holds = [socket](const std::vector<curl_socket_t>& watched) {
    return std::find(watched.begin(), watched.end(), socket) != watched.end();
  };
  if (running != nullptr && (crowd.watched.empty() || holds(running->watched))) return running->watched;
  if (holds(crowd.watched)) return crowd.watched;
  if (running != nullptr) return running->watched;
  const auto other = std::find_if(all_.begin(), all_.end(), [&](const auto& each) {
    return each->exchange != nullptr && each->crowd == &crowd && holds(each->watched);
  });
  return other == all_.end() ? crowd.watched : (*other)->watched;
}

void CurlExchanger::watch(Crowd& crowd, std::vector<curl_socket_t>& watched, curl_socket_t socket, int what) {
  const bool forReading = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
  const bool forWriting = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
  const auto found = std::find(watched.begin(), watched.end(), socket);
  if (!forReading && !forWriting) {
    if (found == watched.end()) return;
    watched.erase(found);  // not out of sockets_: mostly the next exchange on it is the same crowd's
  } else {
    if (found == watched.end()) watched.push_back(socket);
    if (crowds_.size() > 1) sockets_[socket] = &crowd;
  }
  loop_.watch(static_cast<SocketHandle>(socket), forReading, forWriting);
}

void CurlExchanger::unwatchAll(Crowd& crowd, std::vector<curl_socket_t>& watched) {
  while (!watched.empty()) watch(crowd, watched, watched.back(), CURL_POLL_REMOVE);
}

// No word of the sockets that libcurl closes now: they are let go of before.
void CurlExchanger::close(Crowd& crowd) {
  unwatchAll(crowd, crowd.watched);
  curl_multi_setopt(crowd.multi.get(), CURLMOPT_SOCKETFUNCTION, static_cast<curl_socket_callback>(nullptr));
  crowd.multi.reset();
  crowd.timer.reset();
}

int CurlExchanger::onCurlTimer(CURLM*, long milliseconds, void* crowd) {
  auto& timer = static_cast<Crowd*>(crowd)->timer;
  timer.reset();
  if (milliseconds >= 0) timer = Clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

void CurlExchanger::start(Exchange& exchange, const HttpRequest& request, Clock::time_point begin) {
  if (!isReady_) {
    if (Outcome<void> ready = context_->ready(); !ready) return listener_.onExchanged(exchange, ready.error());
    isReady_ = true;
  }
  Crowd* const crowd = crowdWithRoom();
  if (crowd == nullptr) return listener_.onExchanged(exchange, outOfMemory(Delivery::NotSent));
  Running& running = takeIdle();
  running.exchange = &exchange;
  running.crowd = crowd;
  ++crowd->exchanges;
  exchange.carrier = &running;
  running.begun = running.lookAt = begin;
  running.longestSilence = std::min(request.readTimeout, kForEver);
  if (Outcome<void> prepared = running.transfer.prepare(request, begin); !prepared) {
    return finish(running, prepared.error());
  }
  checkInTime(running);
  const SigpipeGuard guard(mayRaiseSigpipe_);
  if (curl_multi_add_handle(crowd->multi.get(), running.transfer.handle()) != CURLM_OK) {
    finish(running, running.transfer.finish(CURLE_FAILED_INIT));
  }
}

bool CurlExchanger::abandon(Exchange& exchange) {
  auto* const running = static_cast<Running*>(exchange.carrier);
  if (running == nullptr) return false;  // its start came to nothing
  const bool anythingSent = running->transfer.anythingSent();
  retire(*running);
  return anythingSent;
}

void CurlExchanger::onSocketReady(SocketHandle socket, bool readable, bool writable) {
  if (crowds_.empty()) return;
  const auto curlSocket = static_cast<curl_socket_t>(socket);
  Crowd& crowd = crowdOf(curlSocket);
  if (crowd.multi) act(crowd, curlSocket, (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0));
}

void CurlExchanger::onTimer() {
  const Clock::time_point now = Clock::now();
  for (const auto& crowd : crowds_) {
    if (!crowd->timer || *crowd->timer > now) continue;
    crowd->timer.reset();
    act(*crowd, CURL_SOCKET_TIMEOUT, 0);
  }
  giveUpTimedOut(now);
}

std::optional<CurlExchanger::Clock::time_point> CurlExchanger::nextTimer() const {
  std::optional<Clock::time_point> next;
  if (idle_.size() < all_.size() && !checks_.empty()) next = checks_.earliest();
  for (const auto& crowd : crowds_) {
    if (crowd->timer && (!next || *crowd->timer < *next)) next = crowd->timer;
  }
  return next;
}

void CurlExchanger::act(Crowd& crowd, curl_socket_t socket, int events) {
  const SigpipeGuard guard(mayRaiseSigpipe_);
  int running = 0;
  const CURLMcode code = curl_multi_socket_action(crowd.multi.get(), socket, events, &running);
  takeEnded(crowd);
  if (code != CURLM_OK) giveUp(crowd);
}

// libcurl had no memory to keep track of a socket: it may hang with it now, or divide by zero. All of the crowd goes.
void CurlExchanger::giveUp(Crowd& crowd) {
  const auto isLost = [&crowd](const auto& each) { return each->exchange != nullptr && each->crowd == &crowd; };
  for (;;) {
    const auto lost = std::find_if(all_.begin(), all_.end(), isLost);
    if (lost == all_.end()) break;
    finishWithoutMemory(**lost);
  }
  close(crowd);
}

void CurlExchanger::takeEnded(Crowd& crowd) {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(crowd.multi.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    Running* running = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &running);
    finishWith(*running, [running, code] { return running->transfer.finish(code); });
  }
}

void CurlExchanger::giveUpTimedOut(Clock::time_point now) {
  const SigpipeGuard guard(mayRaiseSigpipe_);
  while (!checks_.empty() && checks_.earliest() <= now) {
    Running& running = checks_.first();
    checks_.remove(running);
    if (running.exchange == nullptr) continue;
    if (running.transfer.deadline() <= now) {
      finishWith(running, [&running] { return running.transfer.finishTimedOut(); });
      continue;
    }
    if (!orWhenThrown(false, [&] { return checkInTime(running), true; })) {
      finishWithoutMemory(running);
      continue;
    }
    if (running.transfer.isConnecting()) goOnConnecting(running, now);
  }
}

// Nobody may have told libcurl that it is its turn: see CurlTransfer::kConnectingTurn. Mostly the loop does tell of its
// socket, and thousands may be connecting: the longer one has been, the longer until the next look.
void CurlExchanger::goOnConnecting(Running& running, Clock::time_point now) {
  const bool isBetweenAddresses = running.watched.empty();
  if (isBetweenAddresses) return actOnAll(*running.crowd);
  if (now < running.lookAt) return;
  running.lookAt = now + (now - running.begun) / 4;
  constexpr int kLookYourself = 0;
  act(*running.crowd, running.watched.front(), kLookYourself);
}

// Deprecated for its cost, and the only way to have libcurl look at a transfer for which it has set no timer.
void CurlExchanger::actOnAll(Crowd& crowd) {
  int running = 0;
  CURLMcode code = CURLM_OK;
  CURL_IGNORE_DEPRECATION(code = curl_multi_socket_all(crowd.multi.get(), &running);)
  takeEnded(crowd);
  if (code != CURLM_OK) giveUp(crowd);
}

// A deadline moves as the transfer goes on. It is looked at no later than it can be up: when it is up as things are,
// or, since the silence counts from the request's start, after one silence from now. An idle handle keeps its check:
// mostly it comes early enough for the next exchange.
void CurlExchanger::checkInTime(Running& running) {
  const Clock::time_point now = Clock::now();
  Clock::time_point latest = std::min(running.transfer.deadline(), now + running.longestSilence);
  if (running.transfer.isConnecting()) latest = std::min(latest, now + CurlTransfer::kConnectingTurn);
  const bool isEarlyEnough = running.placeInQueue && checks_.dueOf(running) <= latest;
  if (!isEarlyEnough) checks_.set(latest, running);
}

void CurlExchanger::retire(Running& running) {
  running.transfer.tellTimings();
  // Before libcurl closes them: of one that is still connecting it tells only afterwards, when its number may be
  // another's.
  unwatchAll(*running.crowd, running.watched);
  curl_multi_remove_handle(running.crowd->multi.get(), running.transfer.handle());
  running.transfer.dropAnswer();
  --running.crowd->exchanges;
  running.exchange->carrier = nullptr;
  running.exchange = nullptr;
  idle_.push_back(&running);
  if (!running.transfer.isUsable()) discard(running);
}

// One whose options libcurl has refused would refuse all that follow, too.
void CurlExchanger::discard(Running& running) {
  idle_.pop_back();
  checks_.remove(running);
  all_.erase(std::find_if(all_.begin(), all_.end(), [&running](const auto& each) { return each.get() == &running; }));
}

void CurlExchanger::finish(Running& running, Outcome<HttpResponse> answer) {
  Exchange& exchange = *running.exchange;
  retire(running);
  listener_.onExchanged(exchange, std::move(answer));
}

// There may be no memory to tell how it has ended.
template <class Report>
void CurlExchanger::finishWith(Running& running, const Report& report) {
  finish(running, orWhenThrown(running.transfer.finishOutOfMemory(), report));
}

void CurlExchanger::finishWithoutMemory(Running& running) { finish(running, running.transfer.finishOutOfMemory()); }

}  // namespace internal
}  // namespace snsuapi
