#include "lifecycle/failing_allocator.hpp"

#include <malloc.h>

#include <atomic>
#include <cerrno>

// The names that glibc gives its own allocator for programs that put something in front of it.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void __libc_free(void* block);
}

namespace {

thread_local std::size_t left = 0;  // allocations until the one that fails; 0: none does
thread_local bool failed = false;
std::atomic<std::ptrdiff_t> live{0};
std::atomic<std::ptrdiff_t> bytes{0};

bool failsNow() noexcept {
  if (left == 0 || --left > 0) return false;
  failed = true;
  errno = ENOMEM;
  return true;
}

std::ptrdiff_t sizeOf(void* block) noexcept { return static_cast<std::ptrdiff_t>(malloc_usable_size(block)); }

void* counted(void* block) noexcept {
  if (block != nullptr) live.fetch_add(1, std::memory_order_relaxed);
  bytes.fetch_add(sizeOf(block), std::memory_order_relaxed);
  return block;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return failsNow() ? nullptr : counted(__libc_malloc(size)); }
void* calloc(std::size_t number, std::size_t size) {
  return failsNow() ? nullptr : counted(__libc_calloc(number, size));
}
void* realloc(void* block, std::size_t size) {
  if (failsNow()) return nullptr;
  const std::ptrdiff_t before = sizeOf(block);
  void* const moved = __libc_realloc(block, size);
  if (block == nullptr) return counted(moved);
  if (moved != nullptr) bytes.fetch_add(sizeOf(moved) - before, std::memory_order_relaxed);
  return moved;
}
void free(void* block) {
  if (block != nullptr) live.fetch_sub(1, std::memory_order_relaxed);
  bytes.fetch_sub(sizeOf(block), std::memory_order_relaxed);
  __libc_free(block);
}

}  // extern "C"

namespace snsuapi_test {

FailingAllocation::FailingAllocation(std::size_t number) noexcept {
  failed = false;
  left = number;
}
FailingAllocation::~FailingAllocation() { left = 0; }

bool FailingAllocation::hasFailed() noexcept { return failed; }

std::ptrdiff_t liveBlocks() noexcept { return live.load(); }
std::ptrdiff_t liveBytes() noexcept { return bytes.load(); }

}  // namespace snsuapi_test
