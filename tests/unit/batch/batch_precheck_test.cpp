#include <algorithm>
#include <memory>
#include <snsuapi/batch_precheck.hpp>
#include <snsuapi/snsuapi.hpp>
#include <snsuapi/testing/mock_transport.hpp>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::milliseconds;
using testing::MockTransport;

namespace {

constexpr const char* kGood =
    R"({"Code":"OK","ResultModule":{"BandId":1,"UploadBandwidth":2,"DownloadBandwidth":3,"BandOfferList":[]}})";
constexpr const char* kBusy = R"({"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"slow down"})";
const Error kLost(ErrorKind::Transport, "SDK.ServerUnreachable", "scripted", Delivery::Unknown);

struct Delivered {
  std::uint64_t number;
  std::string key;
  std::string code;
};

/// A source of so many lines, and a sink that keeps what it is given.
class Lines {
 public:
  explicit Lines(std::uint64_t count) : count_(count) {}

  BatchPrecheck::Source source() {
    return [this](BatchItem& item) {
      if (pulled_ == count_) return BatchPrecheck::Pull::End;
      item.number = ++pulled_;
      item.key = "key " + std::to_string(pulled_);
      item.request = precheckRequest();
      return BatchPrecheck::Pull::Item;
    };
  }
  BatchPrecheck::Sink sink() {
    return [this](const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) {
      delivered_.push_back({item.number, item.key, outcome ? "OK" : outcome.error().code()});
    };
  }

  std::uint64_t pulled() const { return pulled_; }
  const std::vector<Delivered>& delivered() const { return delivered_; }
  std::size_t count(const std::string& code) const {
    return static_cast<std::size_t>(
        std::count_if(delivered_.begin(), delivered_.end(), [&](const Delivered& each) { return each.code == code; }));
  }
  /// Each line that was pulled was given to the sink once, with its own key.
  void checkOnceEach() const {
    std::vector<std::uint64_t> numbers;
    for (const Delivered& each : delivered_) {
      numbers.push_back(each.number);
      CHECK(each.key == "key " + std::to_string(each.number));
    }
    std::sort(numbers.begin(), numbers.end());
    REQUIRE(numbers.size() == pulled_);
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(numbers[i] == i + 1);
  }

 private:
  const std::uint64_t count_;
  std::uint64_t pulled_ = 0;
  std::vector<Delivered> delivered_;
};

BatchOptions withoutPauses() {
  BatchOptions options;
  options.maxInFlight = 4;
  options.throttling.baseDelay = milliseconds(0);
  options.call.retry.baseDelay = milliseconds(0);
  return options;
}

}  // namespace

TEST_CASE("Every line of a batch is delivered once, with its number, its key and its outcome") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 100; ++i) mock->enqueueJson(200, i == 41 ? R"({"Code":"isv.BAND_UNSURPOT_SPEEDUP"})" : kGood);
  const AcsClient client(testProfile(), mock);
  Lines lines(100);
  BatchPrecheck batch(client, lines.source(), lines.sink(), withoutPauses());
  batch.run();
  lines.checkOnceEach();
  CHECK(lines.count("OK") == 99);
  CHECK(lines.count("isv.BAND_UNSURPOT_SPEEDUP") == 1);
  CHECK(batch.inFlight() == 0);
}

TEST_CASE("Several clients share the lines of a batch out among them") {
  std::vector<std::shared_ptr<MockTransport>> mocks;
  std::vector<AcsClient> clients;
  for (int i = 0; i < 3; ++i) {
    mocks.push_back(std::make_shared<MockTransport>());
    for (int answer = 0; answer < 100; ++answer) mocks.back()->enqueueJson(200, kGood);
    clients.emplace_back(testProfile(), mocks.back());
  }
  Lines lines(100);
  BatchOptions options;
  options.maxInFlight = 10;
  BatchPrecheck({clients.begin(), clients.end()}, lines.source(), lines.sink(), options).run();

  CHECK(lines.count("OK") == 100);
  lines.checkOnceEach();
  std::size_t all = 0;
  for (const auto& mock : mocks) {
    CHECK(!mock->requests().empty());
    all += mock->requests().size();
  }
  CHECK(all == 100);
}

TEST_CASE("Without a client every line of a batch ends so") {
  Lines lines(3);
  BatchPrecheck(BatchPrecheck::Clients{}, lines.source(), lines.sink(), withoutPauses()).run();

  CHECK(lines.count("SDK.InvalidProfile") == 3);
  lines.checkOnceEach();
}

TEST_CASE("A batch of no lines is done") {
  const AcsClient client(testProfile(), std::make_shared<MockTransport>());
  Lines lines(0);
  BatchPrecheck batch(client, lines.source(), lines.sink());
  CHECK_FALSE(batch.runFor(milliseconds(0)));
}

TEST_CASE("No more lines than allowed are in a batch's hands") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 50; ++i) mock->enqueueJson(200, kGood);
  const AcsClient client(testProfile(), mock);
  Lines lines(50);
  std::size_t most = 0;
  const auto sink = lines.sink();
  BatchPrecheck batch(
      client, lines.source(),
      [&](const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) {
        most = std::max<std::size_t>(most, lines.pulled() - lines.delivered().size());
        sink(item, outcome);
      },
      withoutPauses());
  batch.run();
  CHECK(most <= 4);
  lines.checkOnceEach();
}

TEST_CASE("A line that was too fast is tried again, within reason, and the batch slows down") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 5; ++i) mock->enqueueJson(200, kBusy);
  for (int i = 0; i < 3; ++i) mock->enqueueJson(200, kGood);
  const AcsClient client(testProfile(), mock);
  Lines lines(3);
  BatchOptions options = withoutPauses();
  options.maxInFlight = 1;
  BatchPrecheck batch(client, lines.source(), lines.sink(), options);
  batch.run();
  lines.checkOnceEach();
  CHECK(lines.count("OK") == 3);
  CHECK(batch.rate() < 1e6);

  for (int i = 0; i < 3; ++i) mock->enqueueJson(200, kBusy);
  options.throttling.maxRetries = 2;
  Lines again(1);
  BatchPrecheck(client, again.source(), again.sink(), options).run();
  CHECK(again.count("isv.BUSINESS_LIMIT_CONTROL") == 1);
  CHECK(mock->pendingReplies() == 0);
}

TEST_CASE("What fails otherwise is retried as often as the options say, each attempt with a nonce of its own") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 2; ++i) mock->enqueueError(kLost);
  mock->enqueueJson(200, kGood);
  for (int i = 0; i < 3; ++i) mock->enqueueError(kLost);
  const AcsClient client(testProfile(), mock);
  BatchOptions options = withoutPauses();
  options.maxInFlight = 1;
  options.call.retry.maxRetries = 2;
  Lines lines(2);
  BatchPrecheck(client, lines.source(), lines.sink(), options).run();
  lines.checkOnceEach();
  CHECK(lines.count("OK") == 1);
  CHECK(lines.count("SDK.ServerUnreachable") == 1);
  const auto requests = mock->requests();
  REQUIRE(requests.size() == 6);
  CHECK(requests[0].parameters.at("SignatureNonce") != requests[1].parameters.at("SignatureNonce"));
}

TEST_CASE("A batch that is stopped delivers what it has pulled, and pulls no more") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 100; ++i) mock->enqueueJson(200, kGood);
  const AcsClient client(testProfile(), mock);
  Lines lines(100);
  const auto sink = lines.sink();
  BatchPrecheck* running = nullptr;
  BatchPrecheck batch(
      client, lines.source(),
      [&](const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) {
        sink(item, outcome);
        if (lines.delivered().size() == 10) running->stop();
      },
      withoutPauses());
  running = &batch;
  batch.run();
  lines.checkOnceEach();
  CHECK(lines.pulled() <= 10 + 4);
  CHECK(lines.count("OK") + lines.count("SDK.Cancelled") == lines.pulled());
}

TEST_CASE("A pause does not outlive a stop, which may come from another thread") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 4; ++i) mock->enqueueJson(200, kBusy);
  const AcsClient client(testProfile(), mock);
  Lines lines(4);
  BatchOptions options = withoutPauses();
  options.throttling.baseDelay = options.throttling.maxDelay = std::chrono::hours(1);
  BatchPrecheck batch(client, lines.source(), lines.sink(), options);
  while (mock->pendingReplies() > 0) CHECK(batch.runFor(milliseconds(1)));
  std::thread other([&batch] { batch.stop(); });
  batch.run();
  other.join();
  lines.checkOnceEach();
  CHECK(lines.count("SDK.Cancelled") == 4);
}

TEST_CASE("A source that has nothing yet is asked again, and holds back no outcome") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 2; ++i) mock->enqueueJson(200, kGood);
  const AcsClient client(testProfile(), mock);
  Lines lines(2);
  const auto source = lines.source();
  bool isOpen = true;
  BatchPrecheck batch(
      client,
      [&](BatchItem& item) {
        if (lines.pulled() == 1 && isOpen) return BatchPrecheck::Pull::NotYet;
        return source(item);
      },
      lines.sink());
  while (lines.delivered().empty()) CHECK(batch.runFor(milliseconds(1)));
  CHECK(lines.pulled() == 1);
  isOpen = false;
  batch.run();
  lines.checkOnceEach();
}

TEST_CASE("A batch that goes while calls are under way leaves nothing behind") {
  const auto mock = std::make_shared<MockTransport>();
  for (int i = 0; i < 4; ++i) mock->enqueueJson(200, kGood);
  const AcsClient client(testProfile(), mock);
  Lines lines(4);
  {
    BatchPrecheck batch(client, lines.source(), lines.sink(), withoutPauses());
    CHECK(batch.runFor(milliseconds(0)));
  }
  client.close();
  CHECK(lines.delivered().size() <= 4);
}

TEST_CASE("With a client that is closed every line ends so") {
  const AcsClient client(testProfile(), std::make_shared<MockTransport>());
  client.close();
  Lines lines(10);
  BatchPrecheck(client, lines.source(), lines.sink()).run();
  lines.checkOnceEach();
  CHECK(lines.count("SDK.Cancelled") == 10);
}
