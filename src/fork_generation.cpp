#include "fork_generation.hpp"

#if defined(__linux__)
#include <pthread.h>

#include <atomic>
#endif
#if !defined(_WIN32)
#include <unistd.h>
#endif

namespace snsuapi {
namespace internal {

#if defined(__linux__)

namespace {

std::atomic<long> forks{0};

// The C library forgets the handler when the object that this stands in is unloaded: glibc and bionic do, musl unloads
// none. Of others that is not known.
bool countForks() noexcept {
  return pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); }) == 0;
}

}  // namespace

long forkGeneration() noexcept {
  static const bool isCounting = countForks();
  return isCounting ? forks.load(std::memory_order_relaxed) : static_cast<long>(getpid());
}

#elif defined(_WIN32)

long forkGeneration() noexcept { return 0; }  // a process is never copied there

#else

long forkGeneration() noexcept { return static_cast<long>(getpid()); }

#endif

}  // namespace internal
}  // namespace snsuapi
