#include "worker.hpp"

#include <thread>
#include <utility>

namespace snsuapi_stress {

using namespace snsuapi;
using std::chrono::milliseconds;

namespace {

constexpr std::int64_t kMostUnderWay = 200;

constexpr std::array<const char*, 19> kFaults = {
    R"({"fault": "code", "httpStatus": 500)",
    R"({"fault": "code", "code": "isv.BUSINESS_LIMIT_CONTROL", "carriedOut": false)",
    R"({"fault": "code", "code": "Throttling.User", "httpStatus": 400)",
    R"({"fault": "delay", "milliseconds": 5)",
    R"({"fault": "delay", "milliseconds": 50)",
    R"({"fault": "hang")",
    R"({"fault": "cut")",
    R"({"fault": "wrong-length")",
    R"({"fault": "garbage")",
    R"({"fault": "empty")",
    R"({"fault": "html")",
    R"({"fault": "huge", "bytes": 2000000)",
    R"({"fault": "reset-before")",
    R"({"fault": "reset-after")",
    R"({"fault": "close")",
    R"({"fault": "close", "carriedOut": true)",
    R"({"fault": "drip", "milliseconds": 1)",
    R"({"fault": "expired-clock")",
    R"({"fault": "redirect")"};

BandPrecheckRequest precheck() { return BandPrecheckRequest().setIpAddress("203.0.113.7").setPort(50123); }
BandOfferOrderRequest order() { return BandOfferOrderRequest().setBandId(1000001).setOfferId(220980804008); }
BandStatusQueryRequest status() { return BandStatusQueryRequest().setBandId(1000001); }

}  // namespace

World::World(sandbox::Server& server, Ledger& ledger) : server_(server), ledger_(ledger) {
  for (std::size_t i = 0; i < kClients; ++i) clients_[i] = makeClient(i);
}

// Half of the clients have their callbacks run by poll(); some have to make their calls queue.
std::shared_ptr<StressedClient> World::makeClient(std::size_t index) const {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = server_.endpoint();
  profile.http.proxy = "";
  profile.http.connectTimeout = profile.http.readTimeout = milliseconds(500);
  profile.http.totalTimeout = milliseconds(2000);
  profile.async.pollForCallbacks = index % 2 == 1;
  profile.async.maxConnectionsPerHost = index < 2 ? 2 : 32;
  return std::make_shared<StressedClient>(std::move(profile), ledger_);
}

std::shared_ptr<StressedClient> World::client(std::size_t index) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return clients_[index];
}

std::shared_ptr<StressedClient> World::replaceClient(std::size_t index) {
  auto next = makeClient(index);
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(clients_[index], std::move(next));
}

void World::leave(Call call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  left_.push_back(std::move(call));
}

Call World::take() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (left_.empty()) return {};
  Call call = std::move(left_.back());
  left_.pop_back();
  return call;
}

void Worker::step() {
  makeRoom();
  const auto client = world_.client(static_cast<std::size_t>(number(World::kClients)));
  const int what = number(1000);
  if (what < 150) {
    withSomeRequest([&](const auto& request, bool isOrder) { client->execute(request, isOrder, options()); });
  } else if (what < 300) {
    withSomeRequest([&](const auto& request, bool isOrder) { client->submit(request, isOrder, options()); });
  } else if (what < 600) {
    beginCall(*client);
  } else if (what < 750) {
    beginCallThatActs(client);
  } else if (what < 850) {
    cancelSomebodys();
  } else if (what < 930) {
    client->poll();
  } else if (what < 950) {
    replaceClient();
  } else if (what < 980) {
    armFault();
  } else {
    world_.ledger().readJournal();
  }
}

// A call in ten is an order.
template <class Do>
void Worker::withSomeRequest(Do act) {
  const int which = number(10);
  if (which == 0) {
    act(order(), true);
  } else if (which < 5) {
    act(precheck(), false);
  } else {
    act(status(), false);
  }
}

CallOptions Worker::options() {
  CallOptions options;
  if (chance(30)) {
    options.retry = 2;
    options.retry.baseDelay = milliseconds(1);
    options.retry.maxDelay = milliseconds(10);
  }
  return options;
}

// Not more at once than the sandbox's threads and its journal can take.
void Worker::makeRoom() {
  while (world_.ledger().underWay() > kMostUnderWay) {
    for (std::size_t i = 0; i < World::kClients; ++i) world_.client(i)->poll();
    std::this_thread::yield();
  }
}

void Worker::beginCall(StressedClient& client) {
  withSomeRequest([&](const auto& request, bool isOrder) {
    const Call call = client.executeAsync(request, isOrder, options());
    const int what = number(10);
    if (what < 3) call.cancel();  // most likely before it is sent
    if (what == 0) call.cancel();
    if (what > 5) world_.leave(call);
  });
}

// What a callback may do: begin a call, cancel one, close its client, or be the last to know of it.
void Worker::beginCallThatActs(const std::shared_ptr<StressedClient>& client) {
  std::function<void()> act;
  const int what = number(20);
  if (what < 10) {
    act = [&world = world_, client] { world.leave(client->executeAsync(status(), false, {})); };
  } else if (what < 18) {
    act = [&world = world_] { world.take().cancel(); };
  } else if (what < 19) {
    act = [client] { client->closeWithin(); };
  } else {
    act = [client, own = std::make_shared<Call>()] { own->cancel(); };
  }
  withSomeRequest([&](const auto& request, bool isOrder) {
    world_.leave(client->executeAsync(request, isOrder, options(), std::move(act)));
  });
}

void Worker::cancelSomebodys() {
  const Call call = world_.take();
  call.cancel();
  if (chance(50)) call.cancel();
}

// One that is not polled may also be left to its callbacks: the last of them destroys it.
void Worker::replaceClient() {
  const auto old = world_.replaceClient(static_cast<std::size_t>(number(World::kClients)));
  if (old->isPolled() || chance(70)) old->close(chance(50));
}

void Worker::armFault() {
  const std::string fault = kFaults[static_cast<std::size_t>(number(kFaults.size()))];
  world_.server().control("POST", "/_sandbox/faults", fault + R"(, "times": )" + std::to_string(1 + number(3)) + "}");
}

}  // namespace snsuapi_stress
