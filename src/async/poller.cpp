#include "async/poller.hpp"

namespace snsuapi {
namespace internal {

std::unique_ptr<Poller> Poller::make() {
#if defined(__linux__)
  return makeEpoll();
#else
  return makePoll();
#endif
}

}  // namespace internal
}  // namespace snsuapi
