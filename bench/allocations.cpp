#include "allocations.hpp"

#include <malloc.h>

#include <atomic>
#include <cstdint>

// The names that glibc gives its own allocator for programs that put something in front of it.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void __libc_free(void* block);
}

namespace {

std::atomic<bool> counting{false};
std::atomic<std::int64_t> allocations{0};
std::atomic<std::int64_t> bytes{0};
std::atomic<std::int64_t> mostBytes{0};

void* counted(void* block) noexcept {
  if (!counting.load(std::memory_order_relaxed)) return block;
  allocations.fetch_add(1, std::memory_order_relaxed);
  const auto size = static_cast<std::int64_t>(malloc_usable_size(block));
  const std::int64_t now = bytes.fetch_add(size, std::memory_order_relaxed) + size;
  std::int64_t most = mostBytes.load(std::memory_order_relaxed);
  while (now > most && !mostBytes.compare_exchange_weak(most, now, std::memory_order_relaxed)) {
  }
  return block;
}

void uncounted(void* block) noexcept {
  if (!counting.load(std::memory_order_relaxed)) return;
  bytes.fetch_sub(static_cast<std::int64_t>(malloc_usable_size(block)), std::memory_order_relaxed);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return counted(__libc_malloc(size)); }
void* calloc(std::size_t number, std::size_t size) { return counted(__libc_calloc(number, size)); }
void* realloc(void* block, std::size_t size) {
  uncounted(block);
  return counted(__libc_realloc(block, size));
}
void free(void* block) {
  uncounted(block);
  __libc_free(block);
}

}  // extern "C"

namespace snsuapi_bench {

AllocationCounter::AllocationCounter() {
  allocations = 0;
  bytes = 0;
  mostBytes = 0;
  counting = true;
}
AllocationCounter::~AllocationCounter() { counting = false; }

double AllocationCounter::count() const { return static_cast<double>(allocations.load()); }
double AllocationCounter::peakBytes() const { return static_cast<double>(mostBytes.load()); }

}  // namespace snsuapi_bench
