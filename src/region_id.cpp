#include "region_id.hpp"

#include <algorithm>
#include <string>

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

Outcome<void> checkRegionId(std::string_view regionId) {
  const bool valid = !regionId.empty() && std::all_of(regionId.begin(), regionId.end(),
                                                      [](char c) { return isAlphanumeric(c) || c == '-' || c == '_'; });
  if (valid) return {};
  return Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter",
               "RegionId may hold only letters, digits, '-' and '_', such as cn-hangzhou");
}

}  // namespace internal
}  // namespace snsuapi
