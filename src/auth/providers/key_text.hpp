#pragma once

#include <algorithm>
#include <string_view>

namespace snsuapi {
namespace internal {

/// Whether the text can be an access key id, a secret or a token: printable ASCII without blanks, and not empty.
inline bool isKeyText(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

/// Whether the text can be a URI: the same characters; all others have to be percent-encoded.
inline bool isUriText(std::string_view text) noexcept { return isKeyText(text); }

}  // namespace internal
}  // namespace snsuapi
