#pragma once

#include <snsuapi/snsuapi.hpp>
#include <string>

#include "floor.hpp"

namespace snsuapi_bench {

snsuapi::ClientProfile profileFor(const std::string& endpoint);

snsuapi::BandPrecheckRequest precheck();

/// A request of the SDK's, with its signature, for the floor to send: the same bytes.
FloorRequest floorRequest(const std::string& endpoint);

}  // namespace snsuapi_bench
