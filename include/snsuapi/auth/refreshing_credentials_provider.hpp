#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <snsuapi/auth/credentials_provider.hpp>
#include <snsuapi/outcome.hpp>

// Link with snsuapi::credentials.

namespace snsuapi {

/// Credentials that end.
struct TemporaryCredentials {
  std::shared_ptr<const Credentials> credentials;  ///< not null
  std::chrono::system_clock::time_point expiration;
};

/// Temporary credentials that are fetched anew before they end: the base of EcsRamRoleCredentialsProvider and
/// UriCredentialsProvider, and of a program's own, whose fetch() asks the program's server for them.
///
/// - One fetch at a time, whatever the number of threads. The others get the credentials that are there, and wait for
///   the fetch only when there are none that are good.
/// - Fetched anew once a quarter of their time is left, or 15 minutes where that is less.
/// - A fetch that fails takes nothing away: the old ones are given until they end. The next one is tried after 1 s,
/// then
///   2, 4, … up to 60 s; until then the failure is told again where there is nothing else to give.
///
/// getCredentials() fetches on the thread that calls it: for an asynchronous call that is the client's loop thread, on
/// which no other call goes on meanwhile. A program that minds calls refresh() once before its first call, and from
/// then on every minute or so, on a thread of its own: it fetches twice as early, so that getCredentials() never has
/// to.
///
/// Thread safety: any number of threads. No call may be running when it is destroyed.
class RefreshingCredentialsProvider : public CredentialsProvider {
 public:
  ~RefreshingCredentialsProvider() override;

  /// Fails as fetch() does, and with `SDK.CredentialsRefreshFailed` when what came had expired by this machine's clock.
  Outcome<std::shared_ptr<const Credentials>> getCredentials() final;

  /// Fetches now if less than half an hour is left, or half of the time where that is less; waits for a fetch that is
  /// under way. An error says that the last fetch failed, be the old credentials still good or not.
  Outcome<void> refresh();

 protected:
  using Now = std::function<std::chrono::system_clock::time_point()>;

  /// @param now the time by which credentials end; called by any number of threads at once. Empty: the system's clock
  explicit RefreshingCredentialsProvider(Now now = {});

 private:
  using Time = std::chrono::system_clock::time_point;
  class Turn;

  /// Gets new ones; never called by two threads at once. It has to come to an end: bound its time. No text of an error
  /// may hold a secret.
  virtual Outcome<TemporaryCredentials> fetch() = 0;

  bool isGood(Time now) const;
  bool isDue(Time now, int timesAsEarly) const;
  bool mayFetch(Time now) const;
  void fetchNow(std::unique_lock<std::mutex>& lock);
  void keep(Outcome<TemporaryCredentials> fetched, Time now);

  const Now now_;
  std::mutex mutex_;
  std::condition_variable fetched_;
  // Guarded by mutex_, as all that follows.
  TemporaryCredentials current_;
  std::chrono::system_clock::duration renewAt_{};  // so much time is left then
  Outcome<void> lastFetch_;
  Time nextFetch_{};
  int failures_ = 0;  // in a row
  bool fetching_ = false;
};

}  // namespace snsuapi
