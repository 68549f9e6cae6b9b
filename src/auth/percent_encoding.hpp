#pragma once

#include <string>
#include <string_view>

namespace snsuapi {
namespace internal {

/// Appends the text with every byte but `A-Z a-z 0-9 - _ . ~` as %XX in upper case, as RPC signatures want it.
void appendPercentEncoded(std::string& out, std::string_view text);

}  // namespace internal
}  // namespace snsuapi
