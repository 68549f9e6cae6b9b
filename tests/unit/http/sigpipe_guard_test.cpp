#include "http/sigpipe_guard.hpp"

#if !defined(_WIN32)

#include <unistd.h>

#include <array>

#include "support/catch.hpp"

using snsuapi::internal::SigpipeGuard;

namespace {

std::sig_atomic_t volatile received = 0;
void receive(int) { received = received + 1; }

/// A host that counts the SIGPIPE that reach it.
class Host {
 public:
  Host() {
    received = 0;
    struct sigaction own {};
    own.sa_handler = &receive;
    REQUIRE(sigaction(SIGPIPE, &own, &before_) == 0);
  }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host() { sigaction(SIGPIPE, &before_, nullptr); }

  static bool isBlocked() {
    sigset_t mask;
    REQUIRE(pthread_sigmask(SIG_BLOCK, nullptr, &mask) == 0);
    return sigismember(&mask, SIGPIPE) == 1;
  }
  static void block(bool isWanted) {
    sigset_t sigpipe;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    REQUIRE(pthread_sigmask(isWanted ? SIG_BLOCK : SIG_UNBLOCK, &sigpipe, nullptr) == 0);
  }

 private:
  struct sigaction before_ {};
};

// As a TLS library does to a socket whose peer is gone.
void writeToNobody() {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  close(ends[0]);
  CHECK(write(ends[1], "x", 1) == -1);
  close(ends[1]);
}

}  // namespace

TEST_CASE("What is written to nobody reaches the host as SIGPIPE, but not from beneath the guard") {
  const Host host;
  writeToNobody();
  CHECK(received == 1);
  {
    const SigpipeGuard guard(true);
    writeToNobody();
    writeToNobody();
    CHECK(Host::isBlocked());
  }
  CHECK(received == 1);
  CHECK_FALSE(Host::isBlocked());
  writeToNobody();
  CHECK(received == 2);
}

TEST_CASE("Where no guard is needed it touches nothing") {
  const Host host;
  const SigpipeGuard guard(false);
  CHECK_FALSE(Host::isBlocked());
}

TEST_CASE("A SIGPIPE of the host's own that waits is left to the host") {
  const Host host;
  Host::block(true);
  writeToNobody();
  {
    const SigpipeGuard guard(true);
    writeToNobody();
  }
  CHECK(Host::isBlocked());
  CHECK(received == 0);
  Host::block(false);
  CHECK(received == 1);
}

TEST_CASE("A host that blocks SIGPIPE finds none of the SDK's waiting, and still blocks it") {
  const Host host;
  Host::block(true);
  {
    const SigpipeGuard guard(true);
    writeToNobody();
  }
  CHECK(Host::isBlocked());
  Host::block(false);
  CHECK(received == 0);
}

#endif
