#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "scenario/scenario.hpp"

namespace snsuapi {
namespace sandbox {

/// Two times. The wall's is that of the clients: by it signatures age and callers are throttled. The service's is that
/// of its business, and can be moved: by it prechecks expire, speed-ups end and months settle. Thread-safe.
class Clock {
 public:
  /// @param wall     the wall's time
  /// @param standing when given, the service's time stands there until it is moved
  Clock(std::function<Time()> wall, std::optional<Time> standing) : wall_(std::move(wall)), standing_(standing) {}

  Time wall() const { return wall_(); }
  /// The service's; it stands rather than go back when the wall's does, as after a correction of the machine's clock.
  Time now() const;
  bool runs() const { return !standing_.has_value(); }
  void set(Time time);
  /// How far the service's time is from the wall's, or from where it stood at first.
  std::chrono::milliseconds shift() const;
  void setShift(std::chrono::milliseconds shift);

 private:
  Time unshifted() const { return standing_ ? *standing_ : wall_(); }

  const std::function<Time()> wall_;
  const std::optional<Time> standing_;
  mutable std::mutex mutex_;
  std::chrono::milliseconds shift_{0};   // guarded by mutex_
  mutable Time latest_ = (Time::min)();  // guarded by mutex_
};

}  // namespace sandbox
}  // namespace snsuapi
