#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <set>
#include <snsuapi/batch_precheck.hpp>
#include <utility>
#include <vector>

#include "batch/pace.hpp"
#include "for_ever.hpp"
#include "retry.hpp"

namespace snsuapi {

using internal::Pace;
using std::chrono::milliseconds;

namespace {

using Clock = Pace::Clock;
using Result = Outcome<BandPrecheckResponse>;

Error withoutClient() {
  return Error(ErrorKind::Configuration, "SDK.InvalidProfile", "the batch has no client; nothing was sent");
}

Error cancelled() { return Error(ErrorKind::Cancelled, "SDK.Cancelled", "the batch was stopped"); }

/// What the client's thread hands over. Callbacks keep it, so that they may come when the batch is gone.
class Finished {
 public:
  struct Answer {
    std::size_t place;
    Result result;
  };

  /// Sees to it that so many answers find room: a callback that had no memory would leave the batch waiting for it.
  void makeRoom(std::size_t count) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (answers_.capacity() < count) answers_.reserve(2 * count);
  }
  void add(std::size_t place, Result result) {
    const std::lock_guard<std::mutex> lock(mutex_);
    answers_.push_back({place, std::move(result)});
    if (awaited_ == 0 || answers_.size() < awaited_) return;
    awaited_ = 0;
    changed_.notify_one();
  }
  void stop() {
    const std::lock_guard<std::mutex> lock(mutex_);
    isStopped_ = true;
    changed_.notify_one();
  }
  bool isStopped() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return isStopped_;
  }
  /// Takes what has come into an empty list.
  void takeInto(std::vector<Answer>& answers) {
    const std::lock_guard<std::mutex> lock(mutex_);
    answers.reserve(answers_.capacity());
    answers.swap(answers_);
  }
  /// Until an answer has come or the batch is stopped; from the first answer on it waits a moment longer for so many,
  /// so that the threads do not wake each other for each of them.
  void waitUntil(Clock::time_point time, std::size_t enough, bool alsoForStop) {
    constexpr milliseconds kMoment{1};
    std::unique_lock<std::mutex> lock(mutex_);
    const auto waitFor = [&](std::size_t count, Clock::time_point until) {
      awaited_ = count;
      changed_.wait_until(lock, until, [&] { return answers_.size() >= count || (alsoForStop && isStopped_); });
      awaited_ = 0;
    };
    waitFor(1, time);
    if (!answers_.empty() && answers_.size() < enough) waitFor(enough, std::min(time, Clock::now() + kMoment));
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Answer> answers_;  // guarded by mutex_, as what follows
  std::size_t awaited_ = 0;      // so many answers wake the batch's thread; 0: it does not sleep
  bool isStopped_ = false;
};

}  // namespace

class BatchPrecheck::Run {
 public:
  Run(Clients clients, Source source, Sink sink, BatchOptions options)
      : clients_(std::move(clients)),
        source_(std::move(source)),
        sink_(std::move(sink)),
        maxInFlight_(std::max<std::size_t>(options.maxInFlight, 1)),
        throttling_(options.throttling),
        retry_(options.call.retry),
        call_(std::move(options.call)),
        pace_(options.maxRate) {
    call_.retry = {};  // the attempts are counted here, where the pace is known
  }
  ~Run() { cancelCalls(); }

  bool runFor(milliseconds time);
  void stop() { finished_->stop(); }
  std::size_t inFlight() const noexcept { return entries_.size() - free_.size(); }
  double rate() const noexcept { return pace_.rate(); }

 private:
  /// An item in the batch's hands.
  struct Entry {
    BatchItem item;
    Call call;
    Clock::time_point started;
    int throttles = 0;
    int retries = 0;
    bool isCalling = false;
  };

  void takeAnswers();
  void settle(std::size_t place, const Result& result);
  void beginCalls(Clock::time_point until);
  bool pull();
  void call(std::size_t place, Clock::time_point now);
  std::optional<milliseconds> pauseAfter(Entry& entry, const Error& error);
  void deliver(std::size_t place, const Result& result);
  void giveUp();
  void cancelCalls();
  Clock::time_point nextStart() const;

  const Clients clients_;
  const Source source_;
  const Sink sink_;
  const std::size_t maxInFlight_;
  const RetryPolicy throttling_;
  const RetryPolicy retry_;
  CallOptions call_;
  Pace pace_;
  std::minstd_rand jitter_{static_cast<std::minstd_rand::result_type>(Clock::now().time_since_epoch().count())};
  std::deque<Entry> entries_;
  std::vector<std::size_t> free_;                               // places of entries that hold no item
  std::set<std::pair<Clock::time_point, std::size_t>> paused_;  // places, by the time of their next attempt
  std::vector<Finished::Answer> answers_;
  bool sourceHasMore_ = true;
  bool sourceIsIdle_ = false;
  bool isStopping_ = false;
  const std::shared_ptr<Finished> finished_ = std::make_shared<Finished>();
};

bool BatchPrecheck::Run::runFor(milliseconds time) {
  const Clock::time_point end = Clock::now() + std::clamp(time, milliseconds(0), internal::kForEver);
  sourceIsIdle_ = false;
  for (;;) {
    takeAnswers();
    if (!isStopping_ && finished_->isStopped()) giveUp();
    beginCalls(end);
    if (!sourceHasMore_ && inFlight() == 0) return false;
    if (Clock::now() >= end) return true;
    finished_->waitUntil(std::min(end, nextStart()), maxInFlight_ / 8, !isStopping_);
  }
}

void BatchPrecheck::Run::takeAnswers() {
  finished_->takeInto(answers_);
  if (answers_.empty()) return;
  for (const Finished::Answer& answer : answers_) settle(answer.place, answer.result);
  answers_.clear();
  sourceIsIdle_ = false;
}

void BatchPrecheck::Run::settle(std::size_t place, const Result& result) {
  Entry& entry = entries_[place];
  entry.isCalling = false;
  entry.call = Call();
  const Clock::time_point now = Clock::now();
  if (result || !result.error().isThrottling()) {
    pace_.answered(now);
  } else {
    pace_.throttled(entry.started, now);
  }
  if (result) return deliver(place, result);
  const std::optional<milliseconds> pause = pauseAfter(entry, result.error());
  if (!pause) return deliver(place, result);
  if (isStopping_) return deliver(place, cancelled());
  paused_.emplace(now + *pause, place);
}

std::optional<milliseconds> BatchPrecheck::Run::pauseAfter(Entry& entry, const Error& error) {
  const bool isThrottling = error.isThrottling();
  int& attempts = isThrottling ? entry.throttles : entry.retries;
  return internal::retryDelay(isThrottling ? throttling_ : retry_, attempts++, entry.item.request, error,
                              internal::kForEver, std::uniform_real_distribution<>()(jitter_));
}

// As many calls as there is room, time and pace for: first those that are to be tried again.
void BatchPrecheck::Run::beginCalls(Clock::time_point until) {
  for (Clock::time_point now = Clock::now(); pace_.nextStart() <= now; now = Clock::now()) {
    if (!paused_.empty() && paused_.begin()->first <= now) {
      const std::size_t place = paused_.begin()->second;
      paused_.erase(paused_.begin());
      call(place, now);
    } else if (!sourceHasMore_ || sourceIsIdle_ || inFlight() >= maxInFlight_ || !pull()) {
      return;
    }
    if (now >= until) return;
  }
}

bool BatchPrecheck::Run::pull() {
  BatchItem item;
  switch (source_(item)) {
    case Pull::NotYet:
      sourceIsIdle_ = true;
      return false;
    case Pull::End:
      sourceHasMore_ = false;
      return false;
    case Pull::Item:
      break;
  }
  if (free_.empty()) {
    const std::size_t count = entries_.size() + 1;
    if (free_.capacity() < count) free_.reserve(2 * count);
    finished_->makeRoom(count);
    entries_.emplace_back();
    free_.push_back(entries_.size() - 1);
  }
  const std::size_t place = free_.back();
  free_.pop_back();
  entries_[place].item = std::move(item);
  call(place, Clock::now());
  return true;
}

void BatchPrecheck::Run::call(std::size_t place, Clock::time_point now) {
  Entry& entry = entries_[place];
  entry.started = now;
  pace_.started(now);
  if (clients_.empty()) return finished_->add(place, withoutClient());
  const AcsClient& client = clients_[place % clients_.size()];
  entry.call = client.executeAsync(
      entry.item.request, [finished = finished_, place](Result result) { finished->add(place, std::move(result)); },
      call_);
  entry.isCalling = true;
}

void BatchPrecheck::Run::deliver(std::size_t place, const Result& result) {
  const Entry entry = std::exchange(entries_[place], Entry());
  free_.push_back(place);
  sink_(entry.item, result);
}

void BatchPrecheck::Run::giveUp() {
  isStopping_ = true;
  sourceHasMore_ = false;
  cancelCalls();
  const auto paused = std::exchange(paused_, {});
  for (const auto& [time, place] : paused) deliver(place, cancelled());
}

void BatchPrecheck::Run::cancelCalls() {
  for (const Entry& entry : entries_) {
    if (entry.isCalling) entry.call.cancel();
  }
}

// When there may be something to begin, answers aside.
Clock::time_point BatchPrecheck::Run::nextStart() const {
  const bool wantsMore = sourceHasMore_ && !sourceIsIdle_ && inFlight() < maxInFlight_;
  Clock::time_point next = Clock::time_point::max();
  if (!paused_.empty()) next = paused_.begin()->first;
  if (wantsMore) next = Clock::time_point::min();
  return next == Clock::time_point::max() ? next : std::max(next, pace_.nextStart());
}

BatchPrecheck::BatchPrecheck(const AcsClient& client, Source source, Sink sink, BatchOptions options)
    : BatchPrecheck(Clients{client}, std::move(source), std::move(sink), std::move(options)) {}

BatchPrecheck::BatchPrecheck(Clients clients, Source source, Sink sink, BatchOptions options)
    : run_(std::make_unique<Run>(std::move(clients), std::move(source), std::move(sink), std::move(options))) {}
BatchPrecheck::~BatchPrecheck() = default;

bool BatchPrecheck::runFor(milliseconds time) { return run_->runFor(time); }

void BatchPrecheck::run() {
  // A source that has nothing yet is asked again so often.
  constexpr milliseconds kTurn{20};
  while (run_->runFor(kTurn)) {
  }
}

void BatchPrecheck::stop() { run_->stop(); }
std::size_t BatchPrecheck::inFlight() const noexcept { return run_->inFlight(); }
double BatchPrecheck::rate() const noexcept { return run_->rate(); }

}  // namespace snsuapi
