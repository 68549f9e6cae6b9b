#pragma once

#include <string_view>

namespace snsuapi {
namespace internal {

/// Whether the text is well-formed UTF-8 (RFC 3629): no overlong form, no surrogate, nothing beyond U+10FFFF.
bool isUtf8(std::string_view text) noexcept;

}  // namespace internal
}  // namespace snsuapi
