#pragma once

#include <snsuapi/outcome.hpp>

namespace snsuapi {
namespace internal {

/// Initialises libcurl once for the process, on the first use of a transport; thread-safe. Never undone: libcurl may be
/// the host program's, too.
Outcome<void> initializeCurl();

}  // namespace internal
}  // namespace snsuapi
