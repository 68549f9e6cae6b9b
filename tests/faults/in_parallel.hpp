#pragma once

#include <atomic>
#include <cstddef>
#include <future>
#include <vector>

namespace snsuapi_test {

/// What this makes of each item, in their order; many at once, since faults are mostly waited for. What is thrown is
/// thrown on. Nothing of the test framework may be used within: it is not thread-safe.
template <class Item, class Measure>
auto inParallel(const std::vector<Item>& items, const Measure& measure) {
  constexpr std::size_t kThreads = 24;
  std::vector<decltype(measure(items.front()))> results(items.size());
  std::atomic<std::size_t> next{0};
  std::vector<std::future<void>> workers;
  for (std::size_t i = 0; i < kThreads; ++i) {
    workers.push_back(std::async(std::launch::async, [&] {
      for (std::size_t at = next++; at < items.size(); at = next++) results[at] = measure(items[at]);
    }));
  }
  for (std::future<void>& worker : workers) worker.get();
  return results;
}

}  // namespace snsuapi_test
