#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace snsuapi {
namespace internal {

/// Items by the time at which each is due, the earliest first. A heap in which every item knows its place
/// (Item::placeInQueue, a std::optional<std::size_t>: none while it is not in it): with thousands in it, too, putting
/// one in or taking any out moves a handful of them, and there is nothing to allocate but its row. The items are the
/// owner's.
template <class Item>
class DueQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;

  bool empty() const noexcept { return entries_.empty(); }
  Time earliest() const noexcept { return entries_.front().due; }
  Item& first() const noexcept { return *entries_.front().item; }
  /// When one that is in it is due.
  Time dueOf(const Item& item) const noexcept { return entries_[*item.placeInQueue].due; }

  /// It is due then, and no more when it was. When memory runs out, it throws and the item is not in it.
  void set(Time due, Item& item) {
    remove(item);
    entries_.push_back({due, &item});
    rise(entries_.size() - 1);
  }

  /// Nothing for one that is not in it.
  void remove(Item& item) noexcept {
    if (!item.placeInQueue) return;
    const std::size_t place = *item.placeInQueue;
    item.placeInQueue.reset();
    const Entry last = entries_.back();
    entries_.pop_back();
    if (last.item == &item) return;
    entries_[place] = last;
    rise(place);
    sink(*last.item->placeInQueue);
  }

 private:
  struct Entry {
    Time due;
    Item* item;
  };

  void put(std::size_t place, const Entry& entry) noexcept {
    entries_[place] = entry;
    entry.item->placeInQueue = place;
  }

  void rise(std::size_t place) noexcept {
    const Entry rising = entries_[place];
    for (; place > 0 && rising.due < entries_[(place - 1) / 2].due; place = (place - 1) / 2) {
      put(place, entries_[(place - 1) / 2]);
    }
    put(place, rising);
  }

  void sink(std::size_t place) noexcept {
    const Entry sinking = entries_[place];
    for (std::size_t child = 2 * place + 1; child < entries_.size(); child = 2 * place + 1) {
      if (child + 1 < entries_.size() && entries_[child + 1].due < entries_[child].due) ++child;
      if (sinking.due <= entries_[child].due) break;
      put(place, entries_[child]);
      place = child;
    }
    put(place, sinking);
  }

  std::vector<Entry> entries_;  // none is due before the one at half its place
};

}  // namespace internal
}  // namespace snsuapi
