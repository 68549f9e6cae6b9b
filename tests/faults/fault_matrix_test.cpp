#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "faults/callers.hpp"
#include "faults/fault.hpp"
#include "faults/secret_watch.hpp"
#include "support/catch.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

// Far longer than any fault takes, far shorter than a hang.
constexpr std::chrono::seconds kPatience{50};

void check(const Error& error, const Told& told) {
  CAPTURE(error.toString());
  CHECK(error.code() == told.code);
  CHECK(toString(error.kind()) == toString(told.kind));
  CHECK(toString(error.delivery()) == toString(told.delivery));
  CHECK(error.httpStatus() == told.httpStatus);
  CHECK(error.mayHaveBeenCarriedOut() == told.mayHaveBeenCarriedOut);
  CHECK_FALSE(error.message().empty());
  CHECK_FALSE(contains(error.toString(), "203.0.113.7"));  // nor anything else of the request
}

template <class Call>
void checkCell(const Fault& fault, const Call& call) {
  Scene scene = fault.setUp();
  const SecretWatch watch(scene.profile);
  const AcsClient client(scene.profile);
  if (scene.isSecondCall) REQUIRE(call(client, CallOptions{}));
  const std::size_t before = scene.arrivals();
  const auto begin = std::chrono::steady_clock::now();
  const Outcome<void> outcome = call(client, CallOptions{});
  CHECK(std::chrono::steady_clock::now() - begin < kPatience);
  REQUIRE_FALSE(outcome);
  check(outcome.error(), fault.told);
  watch.check(outcome.error());
  CHECK(scene.arrivals() - before == fault.told.arrivals);
}

class Attempts final : public CallObserver {
 public:
  void onAttempt(const AttemptRecord&) noexcept override { ++count; }
  std::atomic<int> count{0};
};

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
  for (const Caller& caller : allCallers()) {
    for (const Fault& fault : allFaults()) {
      CAPTURE(caller.name, fault.group, fault.name);
      checkCell(fault, caller.precheck);
      checkCell(fault, caller.order);
    }
  }
}

TEST_CASE("A retry that was asked for is one arrival an attempt, and of a write only when nothing was sent") {
  CallOptions options;
  options.retry = 2;
  options.retry.baseDelay = std::chrono::milliseconds(1);
  for (const Caller& caller : allCallers()) {
    for (const Fault& fault : allFaults()) {
      if (fault.told.code == "SDK.ReadTimeout" || fault.told.code == "SDK.ConnectTimeout") continue;  // for its time
      CAPTURE(caller.name, fault.group, fault.name);
      Scene scene = fault.setUp();
      const auto attempts = std::make_shared<Attempts>();
      scene.profile.observer = attempts;
      const AcsClient client(scene.profile);
      if (scene.isSecondCall) REQUIRE(caller.order(client, CallOptions{}));
      const std::size_t before = scene.arrivals();
      attempts->count = 0;
      CHECK_FALSE(caller.order(client, options));
      CHECK(attempts->count == (fault.told.delivery == Delivery::NotSent ? 3 : 1));
      CHECK(scene.arrivals() - before == fault.told.arrivals);  // 0 where nothing was sent, else the one
    }
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
