#include <snsuapi/event_loop.hpp>

namespace snsuapi {

EventLoop::~EventLoop() = default;

}  // namespace snsuapi
