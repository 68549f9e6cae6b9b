#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include "service/service.hpp"
#include "support/catch.hpp"

// A day in the life of the service, from noon in China on the last of July to noon on the first of August, call by call
// and second by second, against a model that was written apart from it. After each call the answer must be the model's,
// and the books must balance to the fen.

using namespace snsuapi::sandbox;

namespace {

constexpr std::int64_t kNoon = 1533009600;  // 2018-07-31T04:00:00Z
constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::int64_t kMonthsEnd = kNoon + kDay / 2;
constexpr std::int64_t kPrecheckValid = 1800;
constexpr std::int64_t kLongestUse = 4 * 60 * 60;
constexpr Fen kInitial[] = {20000, 1234};  // by account

constexpr const char* kScenario = R"({
  "accounts": [
    {"accessKeyId": "0", "accessKeySecret": "s", "balanceYuan": "200.00"},
    {"accessKeyId": "1", "accessKeySecret": "s", "balanceYuan": "12.34"}],
  "lines": [{"bandId": 100, "addresses": "198.51.100.0/30", "ports": "1", "carrier": "中国电信", "province": "浙江",
             "uploadMbps": 1, "downloadMbps": 1}],
  "prices": [
    {"direction": "UP", "pack": "hour", "tiers": [{"from": 0, "yuan": "1.50"}, {"from": 2, "yuan": "1.41"},
                                                  {"from": 5, "yuan": "0.99"}]},
    {"direction": "UP", "pack": "day", "tiers": [{"from": 0, "yuan": "3.33"}, {"from": 3, "yuan": "2.22"}]},
    {"direction": "DOWN", "pack": "hour", "tiers": [{"from": 0, "yuan": "1.00"}, {"from": 4, "yuan": "0.07"}]},
    {"direction": "DOWN", "pack": "day", "tiers": [{"from": 0, "yuan": "5.01"}, {"from": 1, "yuan": "5.00"},
                                                   {"from": 6, "yuan": "0.00"}]}]})";

enum class What { Precheck, Order, Start, Stop, Status };

struct Step {
  int secondsLater;
  What what;
  int account;
  int line;
  bool up;
  bool fast;     // the direction's higher rate
  bool monthly;  // a day pack
};

void showValue(const Step& step, std::ostream& out) {
  out << "+" << step.secondsLater << "s what=" << static_cast<int>(step.what) << " account=" << step.account
      << " line=" << step.line << (step.up ? " up" : " down") << (step.fast ? " fast" : "")
      << (step.monthly ? " monthly" : "");
}

rc::Gen<Step> anyStep() {
  // Orders and starts more often than the rest; mostly the rich account, and mostly the first of the lines.
  return rc::gen::build<Step>(
      rc::gen::set(&Step::secondsLater, rc::gen::weightedOneOf<int>({{6, rc::gen::inRange(0, 300)},
                                                                     {2, rc::gen::inRange(300, 3600)},
                                                                     {1, rc::gen::just(int{kPrecheckValid})},
                                                                     {1, rc::gen::just(int{kLongestUse})}})),
      rc::gen::set(&Step::what,
                   rc::gen::weightedElement<What>(
                       {{3, What::Precheck}, {6, What::Order}, {5, What::Start}, {2, What::Stop}, {1, What::Status}})),
      rc::gen::set(&Step::account, rc::gen::weightedElement<int>({{3, 0}, {1, 1}})),
      rc::gen::set(&Step::line, rc::gen::weightedElement<int>({{3, 0}, {1, 1}, {1, 2}})), rc::gen::set(&Step::up),
      rc::gen::set(&Step::fast), rc::gen::set(&Step::monthly, rc::gen::weightedElement<bool>({{1, true}, {3, false}})));
}

/// What the guide's rules come to, in the plainest form.
class Model {
 public:
  std::string precheck(const Step& step, std::int64_t now) {
    prechecked_[{step.account, step.line}] = now;
    return "OK";
  }

  std::string order(const Step& step, std::int64_t now) {
    const auto precheck = prechecked_.find({step.account, step.line});
    if (precheck == prechecked_.end() || now - precheck->second >= kPrecheckValid) return "isv.BAND_CHECK_EXPIRE";
    for (const Pack& pack : packs_) {
      const bool excludes = pack.step.account == step.account && pack.step.line == step.line &&
                            pack.step.up == step.up && pack.step.monthly && sameMonth(pack.time, now);
      if (excludes && !step.monthly) return "isp.LX_CREATE_ORDER_FAILURE";
    }
    const Fen price = priceOf(step, ordered(step, now));
    if (free(step.account, now) < price) return "isp.LX_CREATE_ORDER_FAILURE";
    packs_.push_back({step, now, price});
    return "OK";
  }

  std::string start(const Step& step, std::int64_t now) {
    if (running(step.line, step.up, now) != nullptr) return "isv.INVALID_PARAMETERS";
    for (const Pack& pack : packs_) {
      const bool fits = pack.step.account == step.account && pack.step.line == step.line && pack.step.up == step.up &&
                        pack.step.fast == step.fast;
      const bool lives = pack.step.monthly || sameMonth(pack.time, now);
      if (fits && lives) {
        uses_[{step.line, step.up}] = {step, now};
        return "OK";
      }
    }
    return "isv.INVALID_PARAMETERS";
  }

  bool stop(const Step& step, std::int64_t now) {
    const Use* use = running(step.line, step.up, now);
    if (use == nullptr || use->step.account != step.account) return false;
    uses_.erase({step.line, step.up});
    return true;
  }

  /// The rate that runs; 0 for none.
  int rate(int line, bool up, std::int64_t now) const {
    const Use* use = running(line, up, now);
    return use == nullptr ? 0 : (up ? 10 : 100) * (use->step.fast ? 2 : 1);
  }

  Fen frozen(int account, std::int64_t now) const {
    Fen sum = 0;
    for (const Pack& pack : packs_) {
      if (pack.step.account == account && sameMonth(pack.time, now)) sum += pack.frozen;
    }
    return sum;
  }
  Fen charged(int account, std::int64_t now) const {
    Fen sum = 0;
    for (const Pack& pack : packs_) {
      if (pack.step.account != account || sameMonth(pack.time, now)) continue;
      sum += priceOf(pack.step, ordered(pack.step, pack.time));
    }
    return sum;
  }
  Fen free(int account, std::int64_t now) const {
    return kInitial[account] - frozen(account, now) - charged(account, now);
  }

 private:
  struct Pack {
    Step step;
    std::int64_t time;
    Fen frozen;
  };
  struct Use {
    Step step;
    std::int64_t time;
  };

  static bool sameMonth(std::int64_t a, std::int64_t b) { return (a < kMonthsEnd) == (b < kMonthsEnd); }

  static Fen priceOf(const Step& step, int quantity) {
    if (step.up && !step.monthly) return quantity >= 5 ? 99 : quantity >= 2 ? 141 : 150;
    if (step.up) return quantity >= 3 ? 222 : 333;
    if (!step.monthly) return quantity >= 4 ? 7 : 100;
    return quantity >= 6 ? 0 : quantity >= 1 ? 500 : 501;
  }

  // The packs of this kind that the account has ordered in the month of that time, whatever their rate or line.
  int ordered(const Step& step, std::int64_t time) const {
    int count = 0;
    for (const Pack& pack : packs_) {
      count += pack.step.account == step.account && pack.step.up == step.up && pack.step.monthly == step.monthly &&
                       sameMonth(pack.time, time)
                   ? 1
                   : 0;
    }
    return count;
  }

  const Use* running(int line, bool up, std::int64_t now) const {
    const auto use = uses_.find({line, up});
    return use != uses_.end() && now < use->second.time + kLongestUse ? &use->second : nullptr;
  }

  std::map<std::pair<int, int>, std::int64_t> prechecked_;
  std::vector<Pack> packs_;
  std::map<std::pair<int, bool>, Use> uses_;
};

/// The service itself, at the model's time.
class Life {
 public:
  Life() {
    Store::Transaction transaction(store_);
    service_.openAccounts();
    transaction.commit();
  }

  void live(const Step& step) {
    now_ += step.secondsLater;
    if (now_ > kNoon + kDay) now_ = kNoon + kDay;
    switch (step.what) {
      case What::Precheck: {
        const std::string expected = model_.precheck(step, now_);
        RC_ASSERT(call("BandPrecheck", step).code == expected);
        break;
      }
      case What::Order: {
        const std::string expected = model_.order(step, now_);
        const Answer answer = call("BandOfferOrder", step);
        RC_ASSERT(answer.code == expected);
        if (expected == "OK") RC_ASSERT(answer.module.at("LxOrderId") == ++orders_);
        break;
      }
      case What::Start: {
        const std::string expected = model_.start(step, now_);
        RC_ASSERT(call("BandStartSpeedUp", step).code == expected);
        break;
      }
      case What::Stop: {
        const bool expected = model_.stop(step, now_);
        RC_ASSERT(call("BandStopSpeedUp", step).module == expected);
        break;
      }
      case What::Status: {
        const Answer answer = call("BandStatusQuery", step);
        RC_ASSERT(answer.module.value("UploadTarget", 0) == model_.rate(step.line, true, now_));
        RC_ASSERT(answer.module.value("DownloadTarget", 0) == model_.rate(step.line, false, now_));
        break;
      }
    }
    checkBooks();
  }

  std::int64_t now() const { return now_; }

 private:
  Answer call(const char* action, const Step& step) {
    const int rate = (step.up ? 10 : 100) * (step.fast ? 2 : 1);
    const int offer = 1 + (step.up ? 4 : 0) + (step.fast ? 2 : 0) + (step.monthly ? 1 : 0);
    const Parameters parameters = {{"IpAddress", "198.51.100." + std::to_string(step.line)},
                                   {"Port", "1"},
                                   {"BandId", std::to_string(100 + step.line)},
                                   {"OfferId", std::to_string(220980804000 + offer)},
                                   {"Direction", step.up ? "UP" : "DOWN"},
                                   {"TargetBandwidth", std::to_string(rate)}};
    Store::Transaction transaction(store_);
    Answer answer = service_.answer(action, scenario_.accounts.at(static_cast<std::size_t>(step.account)), parameters);
    transaction.commit();
    return answer;
  }

  void checkBooks() {
    Store::Transaction transaction(store_);
    for (int account = 0; account < 2; ++account) {
      const Balance balance = store_.balance(std::to_string(account));
      RC_ASSERT(balance.free + balance.frozen + balance.charged == kInitial[account]);
      RC_ASSERT(balance.frozen == model_.frozen(account, now_));
      RC_ASSERT(balance.charged == model_.charged(account, now_));
    }
  }

  std::int64_t now_ = kNoon;
  std::int64_t orders_ = 0;
  Model model_;
  const Scenario scenario_ = parseScenario(kScenario);
  const Ids ids_{1};
  Clock clock_{[this] { return Time(std::chrono::seconds(now_)); }, std::nullopt};
  Store store_{""};
  Service service_{scenario_, ids_, clock_, store_};
};

}  // namespace

TEST_CASE("Through a day with a month's end in it, the service answers by the rules and the books balance to the fen") {
  CHECK(rc::check("a day's books", [] {
    const auto steps = *rc::gen::resize(300, rc::gen::container<std::vector<Step>>(anyStep()));
    Life life;
    for (const Step& step : steps) life.live(step);
    life.live({static_cast<int>(kNoon + kDay - life.now()), What::Status, 0, 0, true, true, true});
    RC_TAG(steps.size() / 100);
  }));
}
