#include "clock.hpp"

namespace snsuapi {
namespace sandbox {

Time Clock::now() const { return unshifted() + shift(); }

void Clock::set(Time time) { setShift(std::chrono::round<std::chrono::milliseconds>(time - unshifted())); }

std::chrono::milliseconds Clock::shift() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return shift_;
}

void Clock::setShift(std::chrono::milliseconds shift) {
  const std::lock_guard<std::mutex> lock(mutex_);
  shift_ = shift;
}

}  // namespace sandbox
}  // namespace snsuapi
