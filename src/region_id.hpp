#pragma once

#include <snsuapi/outcome.hpp>
#include <string_view>

namespace snsuapi {
namespace internal {

/// SDK.InvalidParameter unless the text is letters, digits, `-` and `_`, at least one.
Outcome<void> checkRegionId(std::string_view regionId);

}  // namespace internal
}  // namespace snsuapi
