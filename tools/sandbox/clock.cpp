#include "clock.hpp"

#include <algorithm>

namespace snsuapi {
namespace sandbox {

Time Clock::now() const {
  const Time unshifted = this->unshifted();
  const std::lock_guard<std::mutex> lock(mutex_);
  latest_ = std::max(latest_, unshifted + shift_);
  return latest_;
}

void Clock::set(Time time) { setShift(std::chrono::round<std::chrono::milliseconds>(time - unshifted())); }

std::chrono::milliseconds Clock::shift() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return shift_;
}

void Clock::setShift(std::chrono::milliseconds shift) {
  const std::lock_guard<std::mutex> lock(mutex_);
  shift_ = shift;
  latest_ = (Time::min)();
}

}  // namespace sandbox
}  // namespace snsuapi
