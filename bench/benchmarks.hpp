#pragma once

#include <string>

namespace snsuapi_bench {

/// Registers every benchmark, floor and SDK side by side: `call/floor`, `call/sdk`, `in_flight/sdk/200`, …
/// @param endpoint     of a server that answers at once
/// @param slowEndpoint of one that answers after kServerDelay
void registerBenchmarks(const std::string& endpoint, const std::string& slowEndpoint);

}  // namespace snsuapi_bench
