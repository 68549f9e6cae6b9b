#include "credentials/refreshing.hpp"

#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "credentials/home.hpp"

using namespace snsuapi_test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("Temporary credentials are fetched once and given until they are due") {
  ManualClock clock;
  ScriptedProvider provider(clock, [&clock] { return temporaryKey("id", clock.time() + hours(6)); });
  CHECK(provider.fetches() == 0);
  for (int i = 0; i < 3; ++i) CHECK(keyOf(provider) == "id/secret-id/token-id");
  CHECK(provider.refresh());
  CHECK(provider.fetches() == 1);
}

TEST_CASE("They are fetched anew once 15 minutes are left, or a quarter where that is less") {
  const std::vector<std::pair<seconds, seconds>> renewals = {
      {hours(6), minutes(15)}, {hours(1), minutes(15)}, {minutes(20), minutes(5)}, {seconds(8), seconds(2)}};
  for (const auto& [lifetime, left] : renewals) {
    CAPTURE(lifetime.count());
    ManualClock clock;
    ScriptedProvider provider(clock,
                              [&clock, lifetime = lifetime] { return temporaryKey("id", clock.time() + lifetime); });
    REQUIRE(provider.getCredentials());
    clock.advance(lifetime - left - seconds(1));
    REQUIRE(provider.getCredentials());
    CHECK(provider.fetches() == 1);
    clock.advance(seconds(1));
    REQUIRE(provider.getCredentials());
    CHECK(provider.fetches() == 2);
  }
}

TEST_CASE("refresh() fetches twice as early, so that getCredentials() need not") {
  ManualClock clock;
  ScriptedProvider provider(clock, [&clock] { return temporaryKey("id", clock.time() + hours(6)); });
  REQUIRE(provider.refresh());
  CHECK(provider.fetches() == 1);
  for (int minute = 0; minute < 6 * 60 * 3; ++minute) {
    clock.advance(minutes(1));
    const int before = provider.fetches();
    REQUIRE(provider.getCredentials());
    CHECK(provider.fetches() == before);
    REQUIRE(provider.refresh());
  }
  CHECK(provider.fetches() == 1 + 3);
}

TEST_CASE("When a fetch fails, the old credentials are given until the moment they end") {
  ManualClock clock;
  bool works = true;
  ScriptedProvider provider(clock, [&]() -> ScriptedProvider::Fetched {
    if (!works) return fetchFailure();
    return temporaryKey("id", clock.time() + hours(1));
  });
  REQUIRE(provider.getCredentials());
  works = false;
  clock.advance(hours(1) - seconds(1));
  CHECK(keyOf(provider) == "id/secret-id/token-id");
  CHECK(provider.fetches() == 2);
  CHECK(provider.refresh().error().message() == "as the test says");
  CHECK(keyOf(provider) == "id/secret-id/token-id");
  CHECK(provider.fetches() == 2);
  clock.advance(seconds(1));
  CHECK(messageOf(provider) == "as the test says");
  CHECK(provider.fetches() == 3);
  works = true;
  clock.advance(seconds(2));
  CHECK(keyOf(provider) == "id/secret-id/token-id");
  CHECK(provider.refresh());
}

TEST_CASE("Between fetches that fail there are 1, 2, 4, … 60 seconds; a success begins anew") {
  ManualClock clock;
  bool works = false;
  std::vector<seconds> at;
  ScriptedProvider provider(clock, [&]() -> ScriptedProvider::Fetched {
    at.push_back(std::chrono::duration_cast<seconds>(clock.time() - kStartOfTime));
    if (!works) return fetchFailure();
    return temporaryKey("id", clock.time() + hours(1));
  });
  for (int i = 0; i <= 200; ++i) {
    CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    CHECK_FALSE(provider.refresh());
    clock.advance(seconds(1));
  }
  CHECK(at == std::vector<seconds>{seconds(0), seconds(1), seconds(3), seconds(7), seconds(15), seconds(31),
                                   seconds(63), seconds(123), seconds(183)});
  works = true;
  clock.advance(minutes(1));
  REQUIRE(provider.getCredentials());
  works = false;
  clock.advance(minutes(59));
  at.clear();
  REQUIRE(provider.getCredentials());
  clock.advance(seconds(1));
  REQUIRE(provider.getCredentials());
  CHECK(at.size() == 2);
}

TEST_CASE("A clock that is set back does not lengthen the pause after a failure") {
  ManualClock clock;
  bool works = false;
  ScriptedProvider provider(clock, [&]() -> ScriptedProvider::Fetched {
    if (!works) return fetchFailure();
    return temporaryKey("id", clock.time() + hours(1));
  });
  CHECK_FALSE(provider.getCredentials());
  works = true;
  clock.advance(-hours(24));
  CHECK(provider.getCredentials());
}

TEST_CASE("A service that gives the same credentials again is not asked with every call") {
  ManualClock clock;
  const Time end = clock.time() + hours(1);
  ScriptedProvider provider(clock, [end] { return temporaryKey("id", end); });
  for (int second = 0; second < 3600; ++second) {
    REQUIRE(provider.getCredentials());
    clock.advance(seconds(1));
  }
  CHECK(provider.fetches() < 10);
  CHECK_FALSE(provider.getCredentials());
}

TEST_CASE("Credentials that had expired when they came are an error, and are not given") {
  for (const seconds age : {seconds(0), seconds(1), seconds(hours(24 * 365 * 40))}) {
    ManualClock clock;
    ScriptedProvider provider(clock, [&clock, age] { return temporaryKey("id", clock.time() - age); });
    CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    CHECK(contains(messageOf(provider), "clock"));
  }
}

TEST_CASE("Many threads that need credentials at once make one fetch and all get what it brings") {
  ManualClock clock;
  std::promise<void> release;
  ScriptedProvider provider(clock, [&, released = release.get_future().share()] {
    released.wait();
    return temporaryKey("id", clock.time() + hours(1));
  });
  constexpr int kThreads = 16;
  std::atomic<int> started{0};
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      ++started;
      if (i == 0 ? static_cast<bool>(provider.refresh())
                 : keyOf(provider.getCredentials()) == "id/secret-id/token-id") {
        ++right;
      }
    });
  }
  while (started < kThreads) std::this_thread::yield();
  release.set_value();
  for (std::thread& thread : threads) thread.join();
  CHECK(right == kThreads);
  CHECK(provider.fetches() == 1);
}

TEST_CASE("While one thread fetches, the others get the old credentials without waiting") {
  ManualClock clock;
  std::promise<void> entered;
  std::promise<void> release;
  int fetch = 0;
  ScriptedProvider provider(clock, [&] {
    if (++fetch == 1) return temporaryKey("old", clock.time() + hours(1));
    entered.set_value();
    release.get_future().wait();
    return temporaryKey("new", clock.time() + hours(1));
  });
  REQUIRE(provider.getCredentials());
  clock.advance(minutes(50));
  std::thread fetching([&] { CHECK(keyOf(provider.getCredentials()) == "new/secret-new/token-new"); });
  entered.get_future().wait();
  CHECK(keyOf(provider) == "old/secret-old/token-old");
  release.set_value();
  fetching.join();
  CHECK(keyOf(provider) == "new/secret-new/token-new");
  CHECK(provider.fetches() == 2);
}

TEST_CASE("refresh() waits for the fetch that another thread makes, and makes none of its own") {
  ManualClock clock;
  std::promise<void> entered;
  std::promise<void> release;
  ScriptedProvider provider(clock, [&] {
    entered.set_value();
    release.get_future().wait();
    return temporaryKey("id", clock.time() + hours(1));
  });
  std::thread fetching([&] { CHECK(keyOf(provider) == "id/secret-id/token-id"); });
  entered.get_future().wait();
  auto refreshed = std::async(std::launch::async, [&] { return static_cast<bool>(provider.refresh()); });
  CHECK(refreshed.wait_for(std::chrono::milliseconds(10)) == std::future_status::timeout);
  release.set_value();
  CHECK(refreshed.get());
  fetching.join();
  CHECK(provider.fetches() == 1);
}

TEST_CASE("A fetch that throws leaves the turn to the next one") {
  ManualClock clock;
  bool throws = true;
  ScriptedProvider provider(clock, [&] {
    if (throws) throw std::runtime_error("the program's own");
    return temporaryKey("id", clock.time() + hours(1));
  });
  CHECK_THROWS_AS(provider.getCredentials(), std::runtime_error);
  throws = false;
  CHECK(provider.getCredentials());
}

TEST_CASE("Who waits for a fetch that throws gets an error that says so") {
  ManualClock clock;
  std::atomic<int> looksAtClock{0};
  std::promise<void> release;
  ScriptedProvider provider([&] { return ++looksAtClock, clock.time(); },
                            [&]() -> ScriptedProvider::Fetched {
                              release.get_future().wait();
                              throw std::runtime_error("the program's own");
                            });
  auto fetching = std::async(std::launch::async, [&] { return provider.getCredentials(); });
  while (provider.fetches() == 0) std::this_thread::yield();
  auto refreshed = std::async(std::launch::async, [&] { return provider.refresh(); });
  auto waiting = std::async(std::launch::async, [&] { return keyOf(provider); });
  while (looksAtClock < 3) std::this_thread::yield();  // with the lock that they keep until they wait
  release.set_value();
  CHECK_THROWS_AS(fetching.get(), std::runtime_error);
  CHECK(refreshed.get().error().code() == "SDK.CredentialsRefreshFailed");
  CHECK(waiting.get() == "SDK.CredentialsRefreshFailed");
  CHECK(provider.fetches() == 1);
}

TEST_CASE("A clock that is set back while the credentials are fetched does no harm") {
  ManualClock clock;
  ScriptedProvider provider(clock, [&] {
    clock.advance(-hours(24));
    return temporaryKey("id", clock.time() + hours(6));
  });
  CHECK(keyOf(provider) == "id/secret-id/token-id");
}

TEST_CASE("Credentials that end between their fetch and their use are an error") {
  ManualClock clock;
  const auto everLater = [&clock] { return clock.advance(hours(1)), clock.time(); };
  ScriptedProvider provider(everLater, [&] { return temporaryKey("id", clock.time() + minutes(90)); });
  CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
  CHECK(contains(messageOf(provider), "ended"));
}

TEST_CASE("A fetch that gives neither credentials nor an error has failed") {
  ManualClock clock;
  for (const ScriptedProvider::Fetched& nothing :
       {ScriptedProvider::Fetched(snsuapi::Error()),
        ScriptedProvider::Fetched(snsuapi::TemporaryCredentials{nullptr, clock.time() + hours(1)})}) {
    ScriptedProvider provider(clock, [&nothing] { return nothing; });
    CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    CHECK(provider.refresh().error().code() == "SDK.CredentialsRefreshFailed");
    CHECK(provider.fetches() == 1);
  }
}

TEST_CASE("Whatever the threads do while time goes on, nobody gets credentials that have ended") {
  ManualClock clock;
  std::atomic<int> fetch{0};
  ScriptedProvider provider(clock, [&]() -> ScriptedProvider::Fetched {
    if (++fetch % 3 == 0) return fetchFailure();
    return temporaryKey(std::to_string((clock.time() - kStartOfTime) / seconds(1)), clock.time() + seconds(40));
  });
  constexpr int kThreads = 8;
  std::atomic<int> wrong{0};
  std::atomic<int> given{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) {
        const Time before = clock.time();
        const auto credentials = provider.getCredentials();
        if (credentials) {
          ++given;
          const seconds fetchedAt(std::stol((*credentials)->accessKeyId()));
          if (before >= kStartOfTime + fetchedAt + seconds(40)) ++wrong;
        }
        if (t == 0) clock.advance(seconds(1));
        if (t == 1 && !provider.refresh() && provider.fetches() == 0) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(given > 0);
}
