#include "auth/wipe.hpp"

#include <cstring>

namespace snsuapi {
namespace internal {

namespace {

// Called through a pointer that may change at any time: the compiler can't know that nobody reads what it writes.
void* (*const volatile overwrite)(void*, int, std::size_t) = &std::memset;

}  // namespace

void wipe(std::string& secret) noexcept {
  wipe(secret.data(), secret.size());
  secret.clear();
}

void wipe(char* secret, std::size_t size) noexcept { overwrite(secret, 0, size); }

}  // namespace internal
}  // namespace snsuapi
