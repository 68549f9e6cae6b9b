#pragma once

namespace snsuapi {
namespace cli {

/// From now on Ctrl-C ends the program at once with exit code 130.
void endOnInterrupt();

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
