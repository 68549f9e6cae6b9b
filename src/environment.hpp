#pragma once

#include <chrono>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {
namespace internal {

/// The same environment with the defaults in place of its empty members.
Environment withDefaults(Environment environment);

/// `yyyy-MM-ddTHH:mm:ssZ` in UTC, as RPC requests are stamped. Years 0 to 9999; a time outside is brought to the nearer
/// end.
std::string formatTimestamp(std::chrono::system_clock::time_point time);

}  // namespace internal
}  // namespace snsuapi
