#pragma once

namespace snsuapi {
namespace cli {

/// From now on Ctrl-C ends the program at once with exit code 130.
void endOnInterrupt();

/// From now on the first Ctrl-C, or SIGTERM, is noted only, so that the program can end in good order; the second ends
/// it at once.
void noteInterrupts();
bool isInterrupted();

/// While it stands, an interruption says that the call under way may still be carried out.
class StateChangeInFlight {
 public:
  StateChangeInFlight();
  ~StateChangeInFlight();
  StateChangeInFlight(const StateChangeInFlight&) = delete;
  StateChangeInFlight& operator=(const StateChangeInFlight&) = delete;
};

}  // namespace cli
}  // namespace snsuapi
