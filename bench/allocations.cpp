#include "allocations.hpp"

#include <malloc.h>

#include <atomic>

// The names that glibc gives its own allocator for programs that put something in front of it.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void __libc_free(void* block);
}

namespace {

std::atomic<std::size_t> count{0};
std::atomic<std::size_t> liveBytes{0};

void* counted(void* block) noexcept {
  count.fetch_add(1, std::memory_order_relaxed);
  liveBytes.fetch_add(malloc_usable_size(block), std::memory_order_relaxed);
  return block;
}

void uncounted(void* block) noexcept { liveBytes.fetch_sub(malloc_usable_size(block), std::memory_order_relaxed); }

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

Allocations allocations() noexcept { return {count.load(), liveBytes.load()}; }

}  // namespace snsuapi_bench
