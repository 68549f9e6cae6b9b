// Sixteen threads do everything at once to a few clients, and the service misbehaves; what must never be is looked for.
//
//     stress --steps 4000      so many steps in all
//     stress --seconds 60      for so long
//
// --seed N begins with other random numbers; what comes of them is for the threads to settle.

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

#include "ledger.hpp"
#include "worker.hpp"

using namespace snsuapi_stress;

namespace {

constexpr int kThreads = 16;

// Money for any number of orders.
snsuapi::sandbox::ServerOptions richSandbox() {
  snsuapi::sandbox::ServerOptions options;
  options.scenario =
      R"({"accounts": [{"accessKeyId": "testid", "accessKeySecret": "testsecret", "balanceYuan": "9000000000.00"}]})";
  options.journalEntries = 1'000'000;
  return options;
}

snsuapi::ClientProfile profileFor(const snsuapi::sandbox::Server& server) {
  snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = server.endpoint();
  profile.http.proxy = "";
  return profile;
}

// When the storm is over, everything works.
void checkCalm(snsuapi::sandbox::Server& server, Ledger& ledger) {
  server.control("DELETE", "/_sandbox/faults");
  const snsuapi::AcsClient client(profileFor(server));
  const auto request = snsuapi::BandStatusQueryRequest().setBandId(1000001);
  if (!client.execute(request)) ledger.complain("a call on a quiet sandbox failed");
  if (!client.submit(request).get()) ledger.complain("an asynchronous call on a quiet sandbox failed");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Calls, cancels, closes, destroys: everything at once");
  std::int64_t steps = 0;
  std::int64_t seconds = 0;
  std::uint32_t seed = 1;
  app.add_option("--steps", steps, "How many steps, by all threads together")->check(CLI::PositiveNumber);
  app.add_option("--seconds", seconds, "For how long")->check(CLI::PositiveNumber)->excludes("--steps");
  app.add_option("--seed", seed, "Of the random numbers")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (steps == 0 && seconds == 0) steps = 4000;

  snsuapi::sandbox::Server server(richSandbox());
  Ledger ledger(server);
  // Orders need a precheck, whose time stands still enough: it is good for half an hour.
  if (!snsuapi::AcsClient(profileFor(server))
           .execute(snsuapi::BandPrecheckRequest().setIpAddress("203.0.113.7").setPort(50123))) {
    std::cerr << "stress: the sandbox does not work\n";
    return EXIT_FAILURE;
  }

  {
    World world(server, ledger);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    std::atomic<std::int64_t> stepsDone{0};
    const auto goesOn = [&] {
      return seconds != 0 ? std::chrono::steady_clock::now() < end : stepsDone.fetch_add(1) < steps;
    };
    std::vector<std::thread> threads;
    for (std::uint32_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([&world, &goesOn, workersSeed = seed * kThreads + t] {
        for (Worker worker(world, workersSeed); goesOn();) worker.step();
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < World::kClients; ++i) world.client(i)->close(false);
    // Those that were left to their callbacks end within their timeouts.
    while (ledger.underWay() != 0) std::this_thread::yield();
  }
  checkCalm(server, ledger);
  server.stop();
  ledger.settle();
  std::cout << ledger.report();
  return ledger.isGood() ? EXIT_SUCCESS : EXIT_FAILURE;
}
