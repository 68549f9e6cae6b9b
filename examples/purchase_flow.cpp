// The whole purchase: precheck, order, start, status, stop, with what to do where a call fails.
//
//     purchase_flow [--yes] [IP PORT]
//
// Without --yes it stops before the order, which charges the account. The key comes from the environment, and so may
// the endpoint: see band_precheck.cpp.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace snsuapi;

namespace {

struct Line {
  std::string ipAddress;
  int port = 0;
  std::int64_t bandId = 0;
};

void report(const char* step, const Error& error) {
  std::cerr << step << " failed: " << error.toString() << "\n(delivery: " << toString(error.delivery()) << ")\n";
}

/// A speed-up that runs, or may be running. It is stopped at the latest when this object goes, however that happens:
/// its time is metered until then.
class RunningSpeedUp {
 public:
  RunningSpeedUp(const AcsClient& client, Line line, Direction direction)
      : client_(client), line_(std::move(line)), direction_(std::move(direction)) {}
  RunningSpeedUp(const RunningSpeedUp&) = delete;
  RunningSpeedUp& operator=(const RunningSpeedUp&) = delete;
  ~RunningSpeedUp() { stop(); }

  /// Returns true once it is certain that nothing runs in this direction any more.
  bool stop() {
    constexpr int kAttempts = 3;
    for (int i = 0; i < kAttempts && !stopped_; ++i) {
      BandStopSpeedUpRequest request;
      request.setIpAddress(line_.ipAddress).setPort(line_.port).setBandId(line_.bandId).setDirection(direction_);
      const Outcome<BandStopSpeedUpResponse> outcome = client_.execute(request);
      if (!outcome) report("stop", outcome.error());
      // A refusal may mean that an earlier stop did arrive: the status tells.
      stopped_ = (outcome && outcome->getResultModule()) || !runs();
    }
    return stopped_;
  }

 private:
  bool runs() const {
    CallOptions options;
    options.retry = 2;  // a query changes nothing, so it may be sent again
    const auto status = client_.execute(BandStatusQueryRequest().setBandId(line_.bandId), options);
    if (!status) return true;
    const auto& module = status->getResultModule();
    return (direction_ == Direction::Up ? module.getUploadTarget() : module.getDownloadTarget()).has_value();
  }

  const AcsClient& client_;
  const Line line_;
  const Direction direction_;
  bool stopped_ = false;
};

/// The hour pack that is asked for first, else whatever there is.
const BandOffer& choose(const std::vector<BandOffer>& offers) {
  const auto hourPack = std::find_if(offers.begin(), offers.end(), [](const BandOffer& o) { return !o.isMonthly(); });
  return hourPack != offers.end() ? *hourPack : offers.front();
}

bool run(const AcsClient& client, Line line, bool mayOrder) {
  // 1. What can be ordered for this line? A query may be sent again: up to two more attempts.
  BandPrecheckRequest precheckRequest;
  precheckRequest.setIpAddress(line.ipAddress).setPort(line.port);
  const BandPrecheckResponse precheck = client.getAcsResponse(precheckRequest, true, 2);
  line.bandId = precheck.getResultModule().getBandId();
  const std::vector<BandOffer>& offers = precheck.getResultModule().getBandOfferList();
  if (offers.empty()) {
    std::cout << "line " << line.bandId << ": no offer fits it at present\n";
    return true;
  }
  const BandOffer& offer = choose(offers);
  std::cout << "line " << line.bandId << ": offer " << offer.getOfferId() << ", " << offer.getBandwidth() << " Mbps "
            << offer.getDirection().text() << (offer.isMonthly() ? ", monthly\n" : "\n");
  if (!mayOrder) {
    std::cout << "not ordered: it would charge the account; run again with --yes\n";
    return true;
  }

  // 2. Order it. Once: an order that may have arrived is never sent again.
  BandOfferOrderRequest orderRequest;
  orderRequest.setBandId(line.bandId).setOfferId(offer.getOfferId());
  const Outcome<BandOfferOrderResponse> order = client.execute(orderRequest);
  if (!order) {
    report("order", order.error());
    std::cerr << (order.error().mayHaveBeenCarriedOut()
                      ? "It may have been placed and charged: look at the account's orders before you order again.\n"
                      : "It was not placed.\n");
    return false;
  }
  std::cout << "ordered: " << order->getResultModule().getLxOrderId() << '\n';

  // 3. Start it.
  BandStartSpeedUpRequest startRequest;
  startRequest.setIpAddress(line.ipAddress)
      .setPort(line.port)
      .setBandId(line.bandId)
      .setDirection(offer.getDirection())
      .setTargetBandwidth(offer.getBandwidth());
  const Outcome<BandStartSpeedUpResponse> start = client.execute(startRequest);
  if (!start) report("start", start.error());
  const bool mayRun = start ? start->getResultModule() : start.error().mayHaveBeenCarriedOut();
  if (!mayRun) {
    std::cerr << "not started\n";
    return false;
  }
  RunningSpeedUp speedUp(client, line, offer.getDirection());
  if (!start) return false;  // a start that may have arrived is stopped, too
  std::cout << "started\n";

  // 4. Look at it. This throws where it fails, and the speed-up is stopped nevertheless.
  const BandStatusQueryResponse status = client.getAcsResponse(BandStatusQueryRequest().setBandId(line.bandId));
  const auto print = [](const char* name, const std::optional<int>& target) {
    std::cout << name << (target ? std::to_string(*target) + " Mbps" : "not accelerated") << '\n';
  };
  print("status, up:   ", status.getResultModule().getUploadTarget());
  print("status, down: ", status.getResultModule().getDownloadTarget());

  // ... here the application does what the speed was wanted for ...

  // 5. Stop it.
  const bool stopped = speedUp.stop();
  if (stopped) {
    std::cout << "stopped\n";
  } else {
    std::cerr << "could not be stopped: its time is metered on, for up to 4 hours\n";
  }
  return stopped;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto yes = std::remove(arguments.begin(), arguments.end(), "--yes");
  const bool mayOrder = yes != arguments.end();
  arguments.erase(yes, arguments.end());

  Line line;
  line.ipAddress = !arguments.empty() ? arguments[0] : "203.0.113.7";
  line.port = arguments.size() > 1 ? std::atoi(arguments[1].c_str()) : 50123;

  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou");  // the key comes from the environment
  if (const char* endpoint = std::getenv("SNSUAPI_ENDPOINT")) profile.endpoint = endpoint;
  const AcsClient client(profile);
  try {
    return run(client, line, mayOrder) ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const ClientException& e) {
    report("call", e.error());
    return EXIT_FAILURE;
  }
}
