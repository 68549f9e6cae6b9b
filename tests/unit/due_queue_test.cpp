#include "due_queue.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <random>

#include "support/catch.hpp"

using snsuapi::internal::DueQueue;

namespace {

using Time = std::chrono::steady_clock::time_point;

struct Item {
  std::optional<Time> due;
  std::optional<std::size_t> placeInQueue;
};

Time at(int milliseconds) { return Time(std::chrono::milliseconds(milliseconds)); }

}  // namespace

TEST_CASE("The item that is due first comes first, whatever went in and out before") {
  std::minstd_rand random(4711);  // NOLINT(cert-msc51-cpp): the same each time
  std::array<Item, 100> items;
  DueQueue<Item> queue;
  for (int step = 0; step < 20000; ++step) {
    Item& item = items.at(random() % items.size());
    if (item.due) {
      queue.remove(item);
      item.due.reset();
    } else {
      item.due = at(static_cast<int>(random() % 30));  // so that many are due at the same time
      queue.set(*item.due, item);
    }
    std::optional<Time> earliest;
    for (const Item& each : items) {
      if (each.due && (!earliest || *each.due < *earliest)) earliest = each.due;
    }
    REQUIRE(queue.empty() == !earliest.has_value());
    if (!earliest) continue;
    REQUIRE(queue.earliest() == *earliest);
    REQUIRE(queue.first().due == earliest);
  }
  std::size_t left = 0;
  for (Time last = at(0); !queue.empty(); ++left) {
    Item& first = queue.first();
    REQUIRE(*first.due >= last);
    last = *first.due;
    queue.remove(first);
    first.due.reset();
  }
  CHECK(std::none_of(items.begin(), items.end(), [](const Item& each) { return each.due.has_value(); }));
  CHECK(left > 0);
}
