#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "support/scripted_server.hpp"

namespace snsuapi_test {

/// What a call bears as its OwnerId, so that it is known from the one before, which may arrive only now: a call that
/// has failed does not wait for the server to read what was sent.
inline std::int64_t nextTag() {
  static std::int64_t last = 0;
  return ++last;
}

inline std::size_t arrivalsOf(std::int64_t tag, const ScriptedServer& server) {
  const std::string parameter = "&OwnerId=" + std::to_string(tag) + "&";
  const auto arrivals = server.arrivals();
  return static_cast<std::size_t>(std::count_if(arrivals.begin(), arrivals.end(), [&](const ArrivedRequest& arrived) {
    return arrived.body.find(parameter) != std::string::npos;
  }));
}

}  // namespace snsuapi_test
