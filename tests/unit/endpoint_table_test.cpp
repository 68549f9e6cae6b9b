#include "endpoint_table.hpp"

#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using snsuapi::internal::Endpoint;
using snsuapi::internal::EndpointTable;

namespace {

Endpoint endpoint(const std::string& text) { return Endpoint::parse(text).value(); }

}  // namespace

TEST_CASE("An endpoint is found by region and product without regard to case") {
  EndpointTable table;
  table.set("CN-Hangzhou", "SNSUapi", endpoint("one.example"));
  REQUIRE(table.find("cn-hangzhou", "snsuapi"));
  CHECK(table.find("cn-hangzhou", "snsuapi")->origin() == "https://one.example");
  CHECK(table.find("cn-HANGZHOU", "Snsuapi")->origin() == "https://one.example");
}

TEST_CASE("Other regions and products have no endpoint") {
  EndpointTable table;
  CHECK_FALSE(table.find("cn-hangzhou", "Snsuapi"));
  table.set("cn-hangzhou", "Snsuapi", endpoint("one.example"));
  CHECK_FALSE(table.find("cn-shanghai", "Snsuapi"));
  CHECK_FALSE(table.find("cn-hangzhou", "Ecs"));
  CHECK_FALSE(table.find("", "Snsuapi"));
  CHECK_FALSE(table.find("Snsuapi", "cn-hangzhou"));
}

TEST_CASE("The endpoint that was set last counts") {
  EndpointTable table;
  table.set("cn-hangzhou", "Snsuapi", endpoint("one.example"));
  table.set("CN-HANGZHOU", "SNSUAPI", endpoint("http://two.example"));
  CHECK(table.find("cn-hangzhou", "Snsuapi")->origin() == "http://two.example");
}

TEST_CASE("The process has one table") { CHECK(&EndpointTable::ofProcess() == &EndpointTable::ofProcess()); }

TEST_CASE("Threads may set and find endpoints at once") {
  EndpointTable table;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&table, i] {
      for (int n = 0; n < 200; ++n) {
        table.set("region-" + std::to_string(i), "Snsuapi", endpoint("host" + std::to_string(i)));
        table.find("region-" + std::to_string(n % 8), "snsuapi");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int i = 0; i < 8; ++i) {
    const auto found = table.find("REGION-" + std::to_string(i), "Snsuapi");
    REQUIRE(found);
    CHECK(found->origin() == "https://host" + std::to_string(i));
  }
}
