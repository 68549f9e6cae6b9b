#pragma once

namespace snsuapi {
namespace internal {

/// Differs between a process and the children that it forks: what was made under another number is a parent's. Costs no
/// system call on Linux: a call asks more than once, and getpid() takes up to a microsecond. Thread-safe.
long forkGeneration() noexcept;

}  // namespace internal
}  // namespace snsuapi
