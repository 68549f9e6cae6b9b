#include "errors.hpp"

#include <array>
#include <charconv>

namespace snsuapi {
namespace internal {

std::string join(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string decimal(std::int64_t number) {
  std::array<char, 20> digits;  // the longest: -9223372036854775808
  return std::string(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

Error invalidParameter(std::string_view why) {
  return Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter", join({why, "; nothing was sent"}));
}

Error noConnectionInTime(std::size_t maxConnections, std::string_view option) {
  return Error(ErrorKind::Transport, "SDK.ReadTimeout",
               join({"all ", decimal(static_cast<std::int64_t>(maxConnections)), " connections (", option,
                     ") were in use for the whole total timeout; nothing was sent"}));
}

}  // namespace internal
}  // namespace snsuapi
