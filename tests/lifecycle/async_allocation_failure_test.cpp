#include <future>
#include <new>
#include <snsuapi/batch_precheck.hpp>
#include <utility>

#include "lifecycle/failing_allocator.hpp"
#include "lifecycle/logged_profile.hpp"
#include "lifecycle/tagged_arrivals.hpp"
#include "support/frugal_loop.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds kPatience{60};

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}
void closeUnanswered(ServerConnection& connection) { connection.readRequest(); }
void staySilent(ServerConnection& connection) {
  while (connection.readRequest()) {
  }
}

/// What a call came to. It allocates nothing.
struct Ended {
  int times = 0;
  bool isRight = false;
  Outcome<void> outcome;

  auto callback() {
    return [this](auto&& ended) {
      ++times;
      isRight = ended && ended->getResultModule().getBandId() == 1000001;
      if (!ended) outcome = std::move(ended).error();
    };
  }
};

/// Somebody else's signer: what it gives is a signature, and not that of the request.
class Signer final : public DelegatedSigner {
 public:
  Signer() : DelegatedSigner("id-of-the-signer") {}
  Outcome<std::string> sign(const SigningRequest&) override { return std::string("AAAAAAAAAAAAAAAAAAAAAAAAAAA="); }
};

/// A way for a call to go, and to end.
struct Way {
  const char* name;
  void (*script)(ServerConnection&);
  std::size_t mostArrivals;
  bool isFresh;  // each time on a client of its own
  milliseconds totalTimeout{60000};
  bool isSignedElsewhere = false;
  bool isCancelled = false;
};

ClientProfile profileOf(const Way& way, const ScriptedServer& server) {
  ClientProfile profile = loggedProfile(server.endpoint());
  if (way.isSignedElsewhere) profile.signer = std::make_shared<Signer>();
  return profile;
}

CallOptions optionsOf(const Way& way) {
  CallOptions options;
  options.totalTimeout = way.totalTimeout;
  options.retry = static_cast<int>(way.mostArrivals) - 1;
  options.retry.baseDelay = milliseconds(1);
  return options;
}

void check(const Ended& ended, std::size_t arrivals, const Way& way) {
  REQUIRE(ended.times == 1);
  CAPTURE(ended.outcome.error().toString(), arrivals);
  CHECK(arrivals <= way.mostArrivals);
  CHECK(ended.isRight == static_cast<bool>(ended.outcome));  // what failed could be done without
  if (!ended.outcome) {
    CHECK_FALSE(ended.outcome.error().code().empty());
    if (arrivals > 0) CHECK(ended.outcome.error().mayHaveBeenCarriedOut());
  }
}

/// A client on a loop of the program's, and somebody else's call, which hangs.
class Driven {
 public:
  Driven(const Way& way, ScriptedServer& server, const ScriptedServer& silent) : way_(way), server_(server) {
    ClientProfile profile = profileOf(way, server);
    profile.async.eventLoop = loop_;
    client_.emplace(profile);
    CallOptions elsewhere;
    elsewhere.endpoint = silent.endpoint();
    bystanders_ = client_->executeAsync(precheckRequest(), bystander_.callback(), elsewhere);
  }
  ~Driven() {
    bystanders_.cancel();
    while (bystander_.times == 0) loop_->turn(*client_);
    CHECK(client_->close());
    CHECK(bystander_.times == 1);
    CHECK_FALSE(bystander_.outcome);  // libcurl may lose all exchanges that run side by side
  }
  Driven(const Driven&) = delete;
  Driven& operator=(const Driven&) = delete;

  void warmUp() {
    bool isDone = false;
    client_->warmUpAsync([&isDone](const auto&) { isDone = true; });
    while (!isDone) loop_->turn(*client_);
  }

  /// A call in all of which the allocation of this number fails; false when it has none so high.
  bool callWithFailure(std::size_t number, std::size_t& outOfMemory) {
    const std::int64_t tag = nextTag();
    const BandPrecheckRequest request = precheckRequest().setOwnerId(tag);
    const CallOptions options = optionsOf(way_);
    Ended ended;
    bool isBegun = true;
    bool hasFailed = false;
    {
      const FailingAllocation failing(number);
      try {
        const Call call = client_->executeAsync(request, ended.callback(), options);
        loop_->turn(*client_);
        if (way_.isCancelled) call.cancel();
      } catch (const std::bad_alloc&) {
        isBegun = false;
      }
      while (isBegun && ended.times == 0) loop_->turn(*client_);
      hasFailed = FailingAllocation::hasFailed();
    }
    CAPTURE(number, isBegun);
    if (isBegun) {
      check(ended, arrivalsOf(tag, server_), way_);
      if (ended.outcome.error().code() == "SDK.OutOfMemory") ++outOfMemory;
    } else {
      CHECK(ended.times == 0);
      CHECK(arrivalsOf(tag, server_) == 0);
    }
    return hasFailed;
  }

 private:
  const Way& way_;
  ScriptedServer& server_;
  const std::shared_ptr<FrugalLoop> loop_ = std::make_shared<FrugalLoop>();
  std::optional<AcsClient> client_;
  Ended bystander_;
  Call bystanders_;
};

/// Each allocation of a call in turn.
void failEach(const Way& way, ScriptedServer& server, const ScriptedServer& silent) {
  std::optional<Driven> kept;
  if (!way.isFresh) kept.emplace(way, server, silent);
  std::size_t outOfMemory = 0;
  bool hasFailed = true;
  for (std::size_t number = 1; hasFailed; ++number) {
    if (kept && way.script == &answerAll) kept->warmUp();
    std::optional<Driven> fresh;
    if (way.isFresh) fresh.emplace(way, server, silent);
    hasFailed = (way.isFresh ? *fresh : *kept).callWithFailure(number, outOfMemory);
    if (!hasFailed) CHECK(number > 30);
  }
  CHECK(outOfMemory > 20);
}

/// Whatever fails, nothing of it is left behind.
template <class FailEach>
void checkLeavesNothing(const ScriptedServer& server, const ScriptedServer& silent, const FailEach& failEach) {
  failEach();  // what is made once for the process is made now
  const std::ptrdiff_t before = liveBlocks();
  // The servers keep what has arrived, and their threads.
  const auto kept = [](const ScriptedServer& its) {
    return static_cast<std::ptrdiff_t>(3 * its.arrivals().size()) + its.connections();
  };
  const std::ptrdiff_t keptBefore = kept(server) + kept(silent);
  for (int i = 0; i < kSweeps; ++i) failEach();
  const auto left = [&] { return liveBlocks() - before - (kept(server) + kept(silent) - keptBefore); };
  CHECK(onceSettled(left, kSweeps) < kSweeps);
}

/// On the SDK's thread: a callback on it lets an allocation of that thread fail, and begins the call.
bool callOnSdkThread(const AcsClient& client, ScriptedServer& server, std::size_t number) {
  const std::int64_t tag = nextTag();
  const Way way{"", &answerAll, 1, false};
  const BandPrecheckRequest request = precheckRequest().setOwnerId(tag);
  const CallOptions options = optionsOf(way);
  Ended ended;
  bool isBegun = true;
  bool hasFailed = false;
  std::promise<void> done;
  std::optional<FailingAllocation> failing;
  const auto end = [&] {
    hasFailed = FailingAllocation::hasFailed();
    failing.reset();
    done.set_value();
  };
  client.executeAsync(precheckRequest(), [&](const auto&) {
    failing.emplace(number);
    try {
      client.executeAsync(
          request,
          [&](auto&& outcome) {
            ended.callback()(std::move(outcome));
            end();
          },
          options);
    } catch (const std::bad_alloc&) {
      isBegun = false;
      end();
    }
  });
  REQUIRE(done.get_future().wait_for(kPatience) == std::future_status::ready);
  CAPTURE(number, isBegun);
  if (isBegun) check(ended, arrivalsOf(tag, server), way);
  CHECK(client.submit(precheckRequest()).get());  // the thread lives
  return hasFailed;
}

}  // namespace

TEST_CASE("When an allocation of an asynchronous call fails, whichever, the call ends once, and the others go on") {
  const Way way = GENERATE(Way{"answered", &answerAll, 1, true}, Way{"answered", &answerAll, 1, false},
                           Way{"closed, and called again", &closeUnanswered, 2, false},
                           Way{"timed out", &staySilent, 1, false, milliseconds(10)},
                           Way{"signed by somebody else", &answerAll, 1, false, milliseconds(60000), true},
                           Way{"cancelled", &staySilent, 1, false, milliseconds(60000), false, true});
  CAPTURE(way.name, way.isFresh);
  ScriptedServer server(way.script);
  const ScriptedServer silent(&staySilent);
  checkLeavesNothing(server, silent, [&] { failEach(way, server, silent); });
}

TEST_CASE("When an allocation of an asynchronous call fails on the SDK's thread, it ends once, and the thread lives") {
  ScriptedServer server(&answerAll);
  checkLeavesNothing(server, server, [&] {
    const AcsClient client(networkProfile(server.endpoint()));
    std::size_t number = 1;
    while (callOnSdkThread(client, server, number)) ++number;
    CHECK(number > 30);
    CHECK(client.close());
  });
}

TEST_CASE("After a call in which memory ran out the next one goes to its own server") {
  ScriptedServer here(&answerAll);
  ScriptedServer there(&answerAll);
  const auto call = [](const AcsClient& client, FrugalLoop& loop, const BandPrecheckRequest& request,
                       const CallOptions& options) {
    Ended ended;
    bool isBegun = true;
    try {
      client.executeAsync(request, ended.callback(), options);
    } catch (const std::bad_alloc&) {
      isBegun = false;
    }
    while (isBegun && ended.times == 0) loop.turn(client);
  };
  CallOptions thither;
  thither.endpoint = there.endpoint();
  thither.method = HttpMethod::Get;  // a URL that is longer than any before
  bool hasFailed = true;
  for (std::size_t number = 1; hasFailed; ++number) {
    CAPTURE(number);
    const auto loop = std::make_shared<FrugalLoop>();
    ClientProfile profile = loggedProfile(here.endpoint());
    profile.async.eventLoop = loop;
    const AcsClient client(profile);
    call(client, *loop, precheckRequest(), {});
    {
      const BandPrecheckRequest request = precheckRequest();
      const FailingAllocation failing(number);
      call(client, *loop, request, thither);
      hasFailed = FailingAllocation::hasFailed();
    }
    const std::int64_t tag = nextTag();
    call(client, *loop, precheckRequest().setOwnerId(tag), {});
    CHECK(arrivalsOf(tag, here) == 1);
    CHECK(arrivalsOf(tag, there) == 0);
    CHECK(client.close());
    if (!hasFailed) CHECK(number > 30);
  }
}

namespace {

/// From the end of an attempt on, the next allocation of the SDK's thread fails.
class FailsAfterAttempt final : public CallObserver {
 public:
  void onAttempt(const AttemptRecord&) noexcept override {
    if (!std::exchange(hasBegun_, true)) failing_.emplace(1);
  }
  /// On the same thread.
  void end() { failing_.reset(); }

 private:
  bool hasBegun_ = false;
  std::optional<FailingAllocation> failing_;
};

}  // namespace

TEST_CASE("An answer that comes to a batch when there is no memory is delivered all the same") {
  ScriptedServer server(&answerAll);
  const auto observer = std::make_shared<FailsAfterAttempt>();
  ClientProfile profile = networkProfile(server.endpoint());
  profile.observer = observer;
  const AcsClient client(profile);
  bool isPulled = false;
  const auto source = [&isPulled](BatchItem& item) {
    if (std::exchange(isPulled, true)) return BatchPrecheck::Pull::End;
    item.request = precheckRequest();
    return BatchPrecheck::Pull::Item;
  };
  int delivered = 0;
  BatchPrecheck batch(client, source,
                      [&delivered](const BatchItem&, const auto& outcome) { delivered += outcome ? 1 : 0; });
  const auto patience = std::chrono::steady_clock::now() + kPatience;
  while (batch.runFor(milliseconds(20)) && std::chrono::steady_clock::now() < patience) {
  }
  CHECK(delivered == 1);
  std::promise<void> ended;
  client.executeAsync(precheckRequest(), [&](const auto&) {
    observer->end();
    ended.set_value();
  });
  ended.get_future().get();
}
