#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <snsuapi/error.hpp>
#include <string>
#include <string_view>

// How errors are put together, once for all places that report one.

namespace snsuapi {
namespace internal {

/// The parts one after the other.
std::string join(std::initializer_list<std::string_view> parts);
/// A number as its decimal text.
std::string decimal(std::int64_t number);

/// The same error; its message is followed by a remark in brackets.
Error withRemark(const Error& error, std::string_view remark);

/// SDK.InvalidParameter: why, "; nothing was sent".
Error invalidParameter(std::string_view why);
/// SDK.SigningFailure: why, "; nothing was sent".
Error signingFailure(std::string_view why);
/// SDK.ReadTimeout of a call whose time went by before it was sent: why, "; nothing was sent".
Error notSentInTime(std::string_view why);
/// SDK.ReadTimeout of a call that waited in vain for one of so many connections.
/// @param option the one that sets how many
Error noConnectionInTime(std::size_t maxConnections, std::string_view option);

}  // namespace internal
}  // namespace snsuapi
