#include "stressed_client.hpp"

#include <thread>

namespace snsuapi_stress {

StressedClient::StressedClient(snsuapi::ClientProfile profile, Ledger& ledger)
    : ledger_(ledger), isPolled_(profile.async.pollForCallbacks), client_(std::move(profile)) {}

int& StressedClient::Within::depth() {
  thread_local int depth = 0;
  return depth;
}

void StressedClient::checkOpen(const char* what) const {
  if (isClosed_ && Within::depth() == 0) {
    ledger_.complain(std::string("a callback ") + what + " after close() had returned");
  }
}

void StressedClient::closeWithin() const {
  if (!client_.close()) ledger_.complain("close() without a timeout did not end");
}

void StressedClient::close(bool impatiently) {
  if (impatiently) {
    while (!client_.close(std::chrono::milliseconds(0))) std::this_thread::yield();
  } else {
    closeWithin();
  }
  isClosed_ = true;
}

}  // namespace snsuapi_stress
