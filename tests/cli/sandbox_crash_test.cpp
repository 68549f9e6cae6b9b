#include <snsuapi/snsuapi.hpp>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "cli/cli.hpp"
#include "support/raw_http.hpp"
#include "support/requests.hpp"
#include "support/temporary_directory.hpp"

using namespace snsuapi_test;

namespace {

constexpr std::int64_t kBalanceFen = 100'000'000;
constexpr const char* kScenario =
    R"({"accounts":[{"accessKeyId":"testid","accessKeySecret":"testsecret","balanceYuan":"1000000.00"}]})";

std::int64_t fen(std::string yuan) {
  yuan.erase(yuan.size() - 3, 1);
  return std::stoll(yuan);
}

nlohmann::json show(const std::string& endpoint, const std::string& path) {
  return jsonOf(rawExchange(endpoint, "GET /_sandbox/" + path + " HTTP/1.1\r\nHost: x\r\n\r\n").body);
}

// Orders from several threads at once, until the service is gone.
class Customers {
 public:
  explicit Customers(const std::string& endpoint) {
    snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", kKeyId, kSecret);
    profile.endpoint = endpoint;
    profile.http.proxy = "";
    client_ = std::make_unique<snsuapi::AcsClient>(profile);
    REQUIRE(client_->execute(precheckRequest()));
    for (int i = 0; i < 3; ++i) {
      threads_.emplace_back([this] {
        while (placeOrder()) {
        }
      });
    }
  }
  Customers(const Customers&) = delete;
  Customers& operator=(const Customers&) = delete;
  ~Customers() { wait(); }

  void waitForOrders(std::size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    placed_.wait(lock, [this, count] { return acknowledged_.size() >= count; });
  }
  void wait() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  // To be asked when they have been waited for.
  const std::vector<std::int64_t>& acknowledged() const { return acknowledged_; }
  std::size_t tried() const { return tried_; }

 private:
  bool placeOrder() {
    ++tried_;
    const auto outcome = client_->execute(orderRequest());
    const std::lock_guard<std::mutex> lock(mutex_);
    if (outcome) acknowledged_.push_back(outcome.value().getResultModule().getLxOrderId());
    placed_.notify_all();
    return static_cast<bool>(outcome);
  }

  std::unique_ptr<snsuapi::AcsClient> client_;
  std::vector<std::thread> threads_;
  std::atomic<std::size_t> tried_{0};
  std::mutex mutex_;
  std::condition_variable placed_;
  std::vector<std::int64_t> acknowledged_;  // guarded by mutex_
};

}  // namespace

TEST_CASE("A sandbox that is killed a hundred times loses no acknowledged order and freezes no money twice") {
  const TemporaryDirectory directory;
  const std::string scenario = directory.path("scenario.json");
  std::ofstream(scenario) << kScenario;
  const Words options = {"--db", directory.path("sandbox.db"), "--scenario", scenario};
  std::set<std::int64_t> acknowledged;
  std::size_t tried = 0;
  for (int round = 0; round <= 100; ++round) {
    CAPTURE(round);
    Subprocess sandbox(SNSUAPI_SANDBOX_PROGRAM, options);
    const std::string line = sandbox.readLine();
    const std::string endpoint = line.substr(line.rfind(' ') + 1);

    // What the last one left behind.
    const nlohmann::json orders = show(endpoint, "orders?limit=100000").at("orders");
    std::set<std::int64_t> kept;
    std::int64_t frozen = 0;
    for (const auto& order : orders) {
      kept.insert(order.at("orderId").get<std::int64_t>());
      frozen += fen(order.at("frozenYuan"));
    }
    CHECK(std::includes(kept.begin(), kept.end(), acknowledged.begin(), acknowledged.end()));
    CHECK(kept.size() == orders.size());
    CHECK(kept.size() <= tried);
    const nlohmann::json account = show(endpoint, "accounts").at("accounts").at(0);
    CHECK(fen(account.at("frozenYuan")) == frozen);
    CHECK(fen(account.at("balanceYuan")) + frozen == kBalanceFen);
    if (round == 100) break;

    Customers customers(endpoint);
    customers.waitForOrders(1 + static_cast<std::size_t>(round) * 7 % 23);
    sandbox.sendSignal(SIGKILL);
    customers.wait();
    acknowledged.insert(customers.acknowledged().begin(), customers.acknowledged().end());
    tried += customers.tried();
  }
  CHECK(acknowledged.size() >= 100);
}
