#include "interruption.hpp"

#include <csignal>
#include <cstdlib>

#include "exit_code.hpp"

#if defined(_WIN32)
#include <io.h>
#else
#include <unistd.h>
#endif

namespace snsuapi {
namespace cli {

namespace {

volatile std::sig_atomic_t stateChangeInFlight = 0;
volatile std::sig_atomic_t interrupted = 0;

constexpr char kPlain[] = "\nsnsuapi: interrupted\n";
constexpr char kMayBeCarriedOut[] =
    "\nsnsuapi: interrupted while a call was under way that changes something: it MAY have been carried out. "
    "Look at the account before you repeat it.\n";

// Only what POSIX allows in a signal handler.
extern "C" void onInterrupt(int) {
  const auto say = [](const char* text, std::size_t size) {
    const auto written = write(2, text, static_cast<unsigned>(size));
    static_cast<void>(written);  // there is nobody left to tell
  };
  if (stateChangeInFlight != 0) {
    say(kMayBeCarriedOut, sizeof kMayBeCarriedOut - 1);
  } else {
    say(kPlain, sizeof kPlain - 1);
  }
  _exit(kInterrupted);
}

extern "C" void onNotedInterrupt(int signal) {
  if (interrupted != 0) onInterrupt(signal);
  interrupted = 1;
}

}  // namespace

void endOnInterrupt() { static_cast<void>(std::signal(SIGINT, onInterrupt)); }

void noteInterrupts() {
  static_cast<void>(std::signal(SIGINT, onNotedInterrupt));
  static_cast<void>(std::signal(SIGTERM, onNotedInterrupt));
}
bool isInterrupted() { return interrupted != 0; }

StateChangeInFlight::StateChangeInFlight() { stateChangeInFlight = 1; }
StateChangeInFlight::~StateChangeInFlight() { stateChangeInFlight = 0; }

}  // namespace cli
}  // namespace snsuapi
