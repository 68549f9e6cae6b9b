#pragma once

#include <snsuapi/sandbox/server.hpp>

#include "c/cases.h"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

/// Reads requests, and stays silent.
inline void staySilent(ServerConnection& connection) {
  while (connection.readRequest()) {
  }
}

}  // namespace snsuapi_test
