#include "async/poller.hpp"

// Stands in for the library's: what other systems than Linux have.
std::unique_ptr<snsuapi::internal::Poller> snsuapi::internal::Poller::make() { return makePoll(); }
