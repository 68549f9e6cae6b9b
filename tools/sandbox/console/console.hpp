#pragma once

#include <string_view>

namespace snsuapi {
namespace sandbox {

/// The page of console/index.html.
std::string_view consolePage();

}  // namespace sandbox
}  // namespace snsuapi
