#pragma once

namespace snsuapi {
namespace internal {

/// Differs between a process and its children, however they were forked: what was made under another number is a
/// parent's. Mostly without a system call: a call asks more than once, and getpid() takes up to a microsecond.
/// Thread-safe.
long forkGeneration() noexcept;

}  // namespace internal
}  // namespace snsuapi
