#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

#include "faults/callers.hpp"
#include "faults/fault.hpp"
#include "faults/in_parallel.hpp"
#include "faults/secret_watch.hpp"
#include "support/catch.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

using Clock = std::chrono::steady_clock;

// Far longer than any fault takes, far shorter than a hang.
constexpr std::chrono::seconds kPatience{50};

/// Counts, and passes on.
class Attempts final : public CallObserver {
 public:
  explicit Attempts(std::shared_ptr<CallObserver> next) : next_(std::move(next)) {}
  void onAttempt(const AttemptRecord& record) noexcept override {
    ++count;
    next_->onAttempt(record);
  }
  std::atomic<int> count{0};

 private:
  const std::shared_ptr<CallObserver> next_;
};

struct Cell {
  Way way;
  Fault fault;
  Action action;
};

/// What a cell came to.
struct Finding {
  bool beganWell = true;  // where a call that succeeds goes before
  Heard heard;
  std::optional<SecretWatch> watch;
  Clock::duration took{};
  std::size_t arrivals = 0;
  int attempts = 0;
};

// The server may not have come to read what was sent to it before the call ended.
std::size_t countArrivals(const Scene& scene, std::size_t before, std::size_t expected) {
  const auto patience = Clock::now() + kPatience;
  while (scene.arrivals() - before < expected && Clock::now() < patience) std::this_thread::yield();
  return scene.arrivals() - before;
}

Finding find(const Cell& cell, const RetryPolicy& retry = {}) {
  Scene scene = cell.fault.setUp();
  Finding finding;
  finding.watch.emplace(scene.profile);
  const auto attempts = std::make_shared<Attempts>(scene.profile.observer);
  scene.profile.observer = attempts;
  const std::unique_ptr<Caller> caller = cell.way.makeCaller(scene.profile);
  if (scene.isSecondCall) finding.beganWell = caller->call(cell.action).isSuccess;
  const std::size_t before = scene.arrivals();
  attempts->count = 0;
  const auto begin = Clock::now();
  finding.heard = caller->call(cell.action, retry);
  finding.took = Clock::now() - begin;
  finding.attempts = attempts->count;
  finding.arrivals = countArrivals(scene, before, cell.fault.told.arrivals);
  return finding;
}

void check(const Heard& heard, const Told& told) {
  CAPTURE(heard.code, heard.message);
  REQUIRE_FALSE(heard.isSuccess);
  CHECK(heard.code == told.code);
  CHECK(toString(heard.kind) == toString(told.kind));
  CHECK(toString(heard.delivery) == toString(told.delivery));
  CHECK(heard.httpStatus == told.httpStatus);
  CHECK(heard.mayHaveBeenCarriedOut == told.mayHaveBeenCarriedOut);
  CHECK_FALSE(heard.message.empty());
  CHECK_FALSE(contains(heard.message, "203.0.113.7"));  // nor anything else of the request
}

void checkHoldsNoSecret(const Cell& cell, const Finding& finding) {
  finding.watch->check(finding.heard);
  if (cell.way.hasObserver) finding.watch->checkAttempts();
}

std::string row(const Fault& fault) {
  const Told& told = fault.told;
  std::ostringstream text;
  text << "| " << fault.name << " | `" << told.code << "` | " << toString(told.kind) << " | " << toString(told.delivery)
       << " | " << told.httpStatus << " | " << told.arrivals << " | " << (told.mayHaveBeenCarriedOut ? "yes" : "no")
       << " |\n";
  return text.str();
}

std::string table() {
  std::string text;
  std::string group;
  for (const Fault& fault : allFaults()) {
    if (fault.group != group) {
      group = fault.group;
      text += "\n| " + group + " | code | kind | delivery | HTTP status | arrivals | may have been carried out |\n" +
              "|---|---|---|---|---|---|---|\n";
    }
    text += row(fault);
  }
  return text + "\n";
}

}  // namespace

TEST_CASE("Each fault is told as the table says, for reads and writes, however the call is made") {
  std::vector<Cell> cells;
  for (const Way& way : allWays()) {
    for (const Fault& fault : allFaults()) {
      for (const Action action : {Action::Precheck, Action::Order}) cells.push_back({way, fault, action});
    }
  }
  const auto findings = inParallel(cells, [](const Cell& cell) { return find(cell); });
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    const Finding& finding = findings[i];
    const bool isWrite = cell.action == Action::Order;
    CAPTURE(cell.way.name, cell.fault.group, cell.fault.name, isWrite);
    CHECK(finding.beganWell);
    check(finding.heard, cell.fault.told);
    checkHoldsNoSecret(cell, finding);
    CHECK(finding.took < kPatience);
    CHECK(finding.arrivals == cell.fault.told.arrivals);
  }
}

TEST_CASE("A retry that was asked for is one arrival an attempt, and of a write only when nothing was sent") {
  std::vector<Cell> cells;
  for (const Way& way : allWays()) {
    for (const Fault& fault : allFaults()) {
      if (fault.told.code == "SDK.ReadTimeout" || fault.told.code == "SDK.ConnectTimeout") continue;  // for its time
      cells.push_back({way, fault, Action::Order});
    }
  }
  const auto findings = inParallel(cells, [](const Cell& cell) {
    RetryPolicy retry = 2;
    retry.baseDelay = std::chrono::milliseconds(1);
    return find(cell, retry);
  });
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    const Finding& finding = findings[i];
    CAPTURE(cell.way.name, cell.fault.group, cell.fault.name);
    CHECK(finding.beganWell);
    CHECK_FALSE(finding.heard.isSuccess);
    checkHoldsNoSecret(cell, finding);
    if (cell.way.hasObserver) CHECK(finding.attempts == (cell.fault.told.delivery == Delivery::NotSent ? 3 : 1));
    CHECK(finding.arrivals == cell.fault.told.arrivals);  // 0 where nothing was sent, else the one
  }
}

TEST_CASE("docs/errors.md holds the table of the faults") {
  const std::string path = SNSUAPI_ERRORS_DOCUMENT;
  std::ifstream file(path);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::string begin = "<!-- the table of faults: written by faults_test -->\n";
  const std::string end = "<!-- the end of the table of faults -->\n";
  REQUIRE(contains(text, begin));
  REQUIRE(contains(text, end));
  const std::size_t at = text.find(begin) + begin.size();
  const std::size_t size = text.find(end) - at;
  if (std::getenv("SNSUAPI_WRITE_ERRORS_DOCUMENT") != nullptr) {
    std::ofstream(path) << text.substr(0, at) << table() << text.substr(at + size);
    return;
  }
  INFO("to write it: SNSUAPI_WRITE_ERRORS_DOCUMENT=1 ctest --preset dev -R faults_test");
  CHECK(text.substr(at, size) == table());
}
