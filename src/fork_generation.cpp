#include "fork_generation.hpp"

#if !defined(_WIN32)
#include <unistd.h>
#endif
#if defined(__linux__)
#include <sys/auxv.h>
#include <sys/mman.h>
#endif

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>

namespace snsuapi {
namespace internal {

#if defined(MADV_WIPEONFORK)

namespace {

constexpr std::size_t kPageBytes = 4096;

// Room for a page, which the kernel gives every child empty, however it was forked. Within the object that the SDK is
// in, so that it goes with that when it is unloaded; behind all other variables, which are to share a page.
[[gnu::section(".bss.snsuapi_fork")]] std::array<unsigned char, 2 * kPageBytes> room;

void* page() noexcept {
  void* begin = room.data();
  std::size_t space = room.size();
  return std::align(kPageBytes, kPageBytes, begin, space);
}

/// 0: this process has none yet.
std::atomic<long>& generation() noexcept { return *static_cast<std::atomic<long>*>(page()); }

std::atomic<long> last{0};  // the latest generation; a child begins with its parent's

bool canBeWiped() noexcept {
  // What takes an advice that there is not follows none: QEMU's user mode does.
  constexpr int kNoAdvice = -1;
  return getauxval(AT_PAGESZ) == kPageBytes && madvise(page(), kPageBytes, kNoAdvice) != 0 &&
         madvise(page(), kPageBytes, MADV_WIPEONFORK) == 0;
}

enum class Wiping { NotAsked, Yes, No };
std::atomic<Wiping> wiping{Wiping::NotAsked};

// Asks once. No static's guard: a child that is forked while another thread asks would wait for it for ever.
bool isWiped() noexcept {
  Wiping known = wiping.load(std::memory_order_acquire);
  if (known == Wiping::NotAsked) {
    known = canBeWiped() ? Wiping::Yes : Wiping::No;
    wiping.store(known, std::memory_order_release);
  }
  return known == Wiping::Yes;
}

}  // namespace

long forkGeneration() noexcept {
  long current = generation().load(std::memory_order_relaxed);
  if (current != 0) return current;
  if (!isWiped()) return static_cast<long>(getpid());
  const long next = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return generation().compare_exchange_strong(current, next, std::memory_order_relaxed) ? next : current;
}

#elif defined(_WIN32)

long forkGeneration() noexcept { return 0; }  // a process is never copied there

#else

long forkGeneration() noexcept { return static_cast<long>(getpid()); }

#endif

}  // namespace internal
}  // namespace snsuapi
