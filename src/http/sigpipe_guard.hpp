#pragma once

#if !defined(_WIN32)

#include <csignal>
#include <ctime>

namespace snsuapi {
namespace internal {

/// Keeps SIGPIPE from reaching the host program while it stands, where libcurl does not see to that itself (see
/// curlMayRaiseSigpipe). Only this thread's signal mask is touched, and put back.
class SigpipeGuard {
 public:
  explicit SigpipeGuard(bool needed) noexcept {
    if (!needed) return;
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    if (sigismember(&pending, SIGPIPE) == 1) return;  // the host's own: leave it to the host
    sigset_t sigpipe;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    active_ = pthread_sigmask(SIG_BLOCK, &sigpipe, &before_) == 0;
  }
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;

  ~SigpipeGuard() {
    if (!active_) return;
    sigset_t sigpipe;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    if (sigismember(&pending, SIGPIPE) == 1) {
      int taken = 0;
      sigwait(&sigpipe, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t before_{};
  bool active_ = false;
};

}  // namespace internal
}  // namespace snsuapi

#else

namespace snsuapi {
namespace internal {

class SigpipeGuard {  // Windows has no SIGPIPE
 public:
  explicit SigpipeGuard(bool) noexcept {}
};

}  // namespace internal
}  // namespace snsuapi

#endif
