#include "async/poller.hpp"

namespace snsuapi {
namespace internal {

std::unique_ptr<Poller> Poller::make() {
#if defined(__linux__)
  return makeEpoll();
#elif defined(_WIN32)
  return nullptr;  // there, a program brings its own event loop (AsyncOptions::eventLoop)
#else
  return makePoll();
#endif
}

}  // namespace internal
}  // namespace snsuapi
