#pragma once

#include <string>
#include <string_view>

namespace snsuapi {
namespace internal {

/// `AlibabaCloud (OS; arch) snsuapi-cpp/VERSION`, with the program's own suffix where it has one.
std::string userAgent(std::string_view suffix);

}  // namespace internal
}  // namespace snsuapi
