#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <snsuapi/acs_client.hpp>
#include <snsuapi/call.hpp>
#include <snsuapi/model/band_precheck.hpp>
#include <snsuapi/outcome.hpp>
#include <string>
#include <vector>

namespace snsuapi {

/// One line to be prechecked. Number and key are the program's own: they come back with the outcome.
struct BatchItem {
  std::uint64_t number = 0;
  std::string key;
  BandPrecheckRequest request;
};

/// How a batch goes.
struct BatchOptions {
  /// The most items that are in the batch's hands at once: their calls under way, waiting for their next attempt, or
  /// their outcomes for the sink. At least 1. A quarter more than the client has connections
  /// (AsyncOptions::maxConnectionsPerHost), or all clients together, keeps all of these busy.
  std::size_t maxInFlight = 64;
  /// Calls a second; 0: as many as go.
  double maxRate = 0;
  /// How often, and after which pauses, a line is tried again when the service says that it was too fast
  /// (Error::isThrottling()). The whole batch slows down by itself then, and recovers.
  RetryPolicy throttling{10};
  /// As in AcsClient::execute(). Its retry counts for all that is not throttling; each attempt has the total timeout.
  CallOptions call;
};

/// Prechecks any number of lines, a bounded number at a time. A library of its own, to be linked as well:
/// `snsuapi::batch`.
///
///     BatchPrecheck batch(client, source, sink);
///     batch.run();
///
/// The source is asked for the next line when there is room for one, the sink is given each with its outcome, once.
/// Both are called within run() and runFor() only, on the thread that calls these, and may take their time: the
/// clients' threads do not wait for them, and no more than maxInFlight items pile up. They must not throw.
///
/// Thread safety: one thread at a time; stop() alone is for any. The clients must outlive the batch, and their
/// callbacks must not wait for AcsClient::poll(). With an event loop of the program's (AsyncOptions::eventLoop), use
/// runFor(0) on the loop's thread.
class BatchPrecheck {
 public:
  enum class Pull {
    Item,    ///< the item was filled in
    NotYet,  ///< there is none now; ask again in the next runFor(), or when an outcome has come
    End      ///< there are no more
  };
  /// Fills in the next item, which comes as it was made: empty.
  using Source = std::function<Pull(BatchItem&)>;
  /// Takes an item and what came of it.
  using Sink = std::function<void(const BatchItem&, const Outcome<BandPrecheckResponse>&)>;

  using Clients = std::vector<std::reference_wrapper<const AcsClient>>;

  BatchPrecheck(const AcsClient& client, Source source, Sink sink, BatchOptions options = {});
  /// The same through several clients, each of which takes its share of the lines, on a thread and connections of its
  /// own: where one thread does not carry as many calls as the connections could. Without any, each line ends with
  /// `SDK.InvalidProfile`.
  BatchPrecheck(Clients clients, Source source, Sink sink, BatchOptions options = {});
  BatchPrecheck(const BatchPrecheck&) = delete;
  BatchPrecheck& operator=(const BatchPrecheck&) = delete;
  /// Cancels what is in flight; the sink does not hear of it.
  ~BatchPrecheck();

  /// Goes on for so long; returns false when all is done, true when there is more. For programs that do something else
  /// in between: show how far it is, look whether to stop.
  bool runFor(std::chrono::milliseconds time);
  /// Goes on until all is done.
  void run();

  /// Asks the source no more and cancels the calls under way; run() returns soon, when the sink has been given what was
  /// pulled: with its outcome where it had come, else with `SDK.Cancelled`. Any thread, also the source and the sink;
  /// not a signal handler.
  void stop();

  /// Items pulled, and not yet given to the sink.
  std::size_t inFlight() const noexcept;
  /// Calls a second that are allowed now; infinite when nothing limits them.
  double rate() const noexcept;

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

}  // namespace snsuapi
