#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <random>
#include <snsuapi/sandbox/server.hpp>
#include <snsuapi/snsuapi.hpp>
#include <vector>

#include "ledger.hpp"
#include "stressed_client.hpp"

namespace snsuapi_stress {

/// What the workers have in common. Thread-safe.
class World {
 public:
  World(snsuapi::sandbox::Server& server, Ledger& ledger);

  Ledger& ledger() { return ledger_; }
  snsuapi::sandbox::Server& server() { return server_; }

  static constexpr std::size_t kClients = 6;
  std::shared_ptr<StressedClient> client(std::size_t index) const;
  /// Puts a new client in its place, and gives the old one.
  std::shared_ptr<StressedClient> replaceClient(std::size_t index);

  /// Calls that somebody else may cancel.
  void leave(snsuapi::Call call);
  snsuapi::Call take();

 private:
  std::shared_ptr<StressedClient> makeClient(std::size_t index) const;

  snsuapi::sandbox::Server& server_;
  Ledger& ledger_;
  mutable std::mutex mutex_;
  std::array<std::shared_ptr<StressedClient>, kClients> clients_;  // guarded by mutex_, as what follows
  std::vector<snsuapi::Call> left_;
};

/// One thread's share: does one thing after the other, as chance has it.
class Worker {
 public:
  Worker(World& world, std::uint32_t seed) : world_(world), random_(seed) {}

  void step();

 private:
  bool chance(int percent) { return number(100) < percent; }
  int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  snsuapi::CallOptions options();
  template <class Do>
  void withSomeRequest(Do act);
  void makeRoom();

  void beginCall(StressedClient& client);
  void beginCallThatActs(const std::shared_ptr<StressedClient>& client);
  void cancelSomebodys();
  void replaceClient();
  void armFault();

  World& world_;
  std::mt19937 random_;
};

}  // namespace snsuapi_stress
