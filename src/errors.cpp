#include "errors.hpp"

#include <array>
#include <charconv>

#include "out_of_memory.hpp"

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

Error withRemark(const Error& error, std::string_view remark) {
  Error result(error.kind(), error.code(), join({error.message(), " (", remark, ")"}), error.delivery());
  result.setRequestId(error.requestId()).setHttpStatus(error.httpStatus());
  return result;
}

namespace {

Error notSent(ErrorKind kind, std::string_view code, std::string_view why) {
  return Error(kind, code, join({why, "; nothing was sent"}), Delivery::NotSent);
}

}  // namespace

Error invalidParameter(std::string_view why) {
  return notSent(ErrorKind::InvalidParameter, "SDK.InvalidParameter", why);
}

Error signingFailure(std::string_view why) { return notSent(ErrorKind::Configuration, "SDK.SigningFailure", why); }

Error notSentInTime(std::string_view why) { return notSent(ErrorKind::Transport, "SDK.ReadTimeout", why); }

Error noConnectionInTime(std::size_t maxConnections, std::string_view option) {
  return notSentInTime(join({"all ", decimal(static_cast<std::int64_t>(maxConnections)), " connections (", option,
                             ") were in use for the whole total timeout"}));
}

Error outOfMemory(Delivery delivery) noexcept {
  Error error;
  error.kind_ = ErrorKind::Configuration;
  error.delivery_ = delivery;
  return error;
}

}  // namespace internal
}  // namespace snsuapi
