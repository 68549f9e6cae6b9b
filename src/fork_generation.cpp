#include "fork_generation.hpp"

#if !defined(_WIN32)
#include <unistd.h>
#endif
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <atomic>
#include <cstddef>

namespace snsuapi {
namespace internal {

#if defined(MADV_WIPEONFORK)

namespace {

/// A page that the kernel gives every child empty, however it was forked. Within the object that the SDK is in, so that
/// it goes with that when it is unloaded.
struct alignas(4096) WipedPage {
  std::atomic<long> generation;  // 0: this process has none yet
};
WipedPage page;

std::atomic<long> last{0};  // the latest generation; a child begins with its parent's

bool canBeWiped() noexcept {
  // What takes an advice that there is not follows none: QEMU's user mode does.
  constexpr int kNoAdvice = -1;
  return sysconf(_SC_PAGESIZE) == static_cast<long>(sizeof page) && madvise(&page, sizeof page, kNoAdvice) != 0 &&
         madvise(&page, sizeof page, MADV_WIPEONFORK) == 0;
}

enum class Wiping { NotAsked, Yes, No };
std::atomic<Wiping> wiping{Wiping::NotAsked};

}  // namespace

long forkGeneration() noexcept {
  Wiping isWiped = wiping.load(std::memory_order_acquire);
  if (isWiped == Wiping::NotAsked) {
    isWiped = canBeWiped() ? Wiping::Yes : Wiping::No;
    wiping.store(isWiped, std::memory_order_release);
  }
  if (isWiped == Wiping::No) return static_cast<long>(getpid());
  long generation = page.generation.load(std::memory_order_relaxed);
  if (generation != 0) return generation;
  const long next = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return page.generation.compare_exchange_strong(generation, next, std::memory_order_relaxed) ? next : generation;
}

#elif defined(_WIN32)

long forkGeneration() noexcept { return 0; }  // a process is never copied there

#else

long forkGeneration() noexcept { return static_cast<long>(getpid()); }

#endif

}  // namespace internal
}  // namespace snsuapi
