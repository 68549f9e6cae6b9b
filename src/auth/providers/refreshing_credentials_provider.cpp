#include <algorithm>
#include <snsuapi/auth/refreshing_credentials_provider.hpp>
#include <utility>

#include "auth/providers/provider_error.hpp"

namespace snsuapi {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes kLongestRenewal{15};
constexpr seconds kFirstPause{1};
constexpr seconds kLongestPause{60};

seconds pauseAfter(int failures) {
  constexpr int kDoublings = 6;  // past kLongestPause
  return std::min(kFirstPause * (1 << std::min(failures - 1, kDoublings)), kLongestPause);
}

}  // namespace

/// The turn of the one thread that fetches, without the lock; it ends with the lock taken again, and by an exception of
/// fetch() as well.
class RefreshingCredentialsProvider::Turn {
 public:
  Turn(RefreshingCredentialsProvider& provider, std::unique_lock<std::mutex>& lock) : provider_(provider), lock_(lock) {
    provider_.fetching_ = true;
    lock_.unlock();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    lock_.lock();
    provider_.fetching_ = false;
    provider_.fetched_.notify_all();
  }

 private:
  RefreshingCredentialsProvider& provider_;
  std::unique_lock<std::mutex>& lock_;
};

RefreshingCredentialsProvider::RefreshingCredentialsProvider(Now now)
    : now_(now ? std::move(now) : [] { return std::chrono::system_clock::now(); }) {}

RefreshingCredentialsProvider::~RefreshingCredentialsProvider() = default;

Outcome<std::shared_ptr<const Credentials>> RefreshingCredentialsProvider::getCredentials() {
  std::unique_lock<std::mutex> lock(mutex_);
  const Time now = now_();
  if (isGood(now) && (fetching_ || !isDue(now, 1))) return current_.credentials;
  if (fetching_) {
    fetched_.wait(lock, [this] { return !fetching_; });
  } else if (mayFetch(now)) {
    fetchNow(lock);
  }
  if (isGood(now_())) return current_.credentials;  // a fetch takes time, and the clock may be set meanwhile
  if (!lastFetch_) return lastFetch_.error();
  return internal::refreshFailed("the credentials that came have ended since");
}

Outcome<void> RefreshingCredentialsProvider::refresh() {
  std::unique_lock<std::mutex> lock(mutex_);
  const Time now = now_();
  if (fetching_) {
    fetched_.wait(lock, [this] { return !fetching_; });
  } else if ((!isGood(now) || isDue(now, 2)) && mayFetch(now)) {
    fetchNow(lock);
  }
  return lastFetch_;
}

bool RefreshingCredentialsProvider::isGood(Time now) const { return current_.credentials && now < current_.expiration; }

bool RefreshingCredentialsProvider::isDue(Time now, int timesAsEarly) const {
  return current_.expiration - now <= renewAt_ * timesAsEarly;
}

bool RefreshingCredentialsProvider::mayFetch(Time now) const {
  // A clock that was set back must not make the pause any longer.
  return now >= nextFetch_ || nextFetch_ - now > kLongestPause;
}

void RefreshingCredentialsProvider::fetchNow(std::unique_lock<std::mutex>& lock) {
  // What those who wait are told should fetch() throw, when there may be no memory to say it with.
  lastFetch_ = internal::refreshFailed("the fetch of the credentials was ended by an exception");
  Outcome<TemporaryCredentials> fetched = [&] {
    const Turn turn(*this, lock);
    return fetch();
  }();
  keep(std::move(fetched), now_());
}

void RefreshingCredentialsProvider::keep(Outcome<TemporaryCredentials> fetched, Time now) {
  if (fetched ? fetched->credentials == nullptr : fetched.error().kind() == ErrorKind::NoError) {
    fetched = internal::refreshFailed("fetch() gave neither credentials nor an error");
  } else if (fetched && fetched->expiration <= now) {
    fetched = internal::refreshFailed(
        "the credentials that came had expired already, by this machine's clock: check that it is right");
  }
  if (!fetched) {
    nextFetch_ = now + pauseAfter(++failures_);
    lastFetch_ = std::move(fetched).error();
    return;
  }
  current_ = *std::move(fetched);
  // Of the time that is left, not of the whole: a service may give the same ones again until it has new ones, and is
  // not to be asked with every call until then.
  renewAt_ = std::min<std::chrono::system_clock::duration>((current_.expiration - now) / 4, kLongestRenewal);
  nextFetch_ = now;
  failures_ = 0;
  lastFetch_ = Outcome<void>();
}

}  // namespace snsuapi
