#include "c/error.hpp"

#include <cstdlib>
#include <cstring>
#include <string>
#include <type_traits>

namespace snsuapi {
namespace internal {

namespace {

constexpr bool isAs(ErrorKind kind, int value) { return static_cast<int>(kind) == value; }
static_assert(isAs(ErrorKind::NoError, SNSUAPI_KIND_NONE) &&
              isAs(ErrorKind::InvalidParameter, SNSUAPI_KIND_INVALID_PARAMETER) &&
              isAs(ErrorKind::Configuration, SNSUAPI_KIND_CONFIGURATION) &&
              isAs(ErrorKind::Transport, SNSUAPI_KIND_TRANSPORT) &&
              isAs(ErrorKind::Cancelled, SNSUAPI_KIND_CANCELLED) &&
              isAs(ErrorKind::InvalidResponse, SNSUAPI_KIND_INVALID_RESPONSE) &&
              isAs(ErrorKind::Service, SNSUAPI_KIND_SERVICE));
static_assert(static_cast<int>(Delivery::NotSent) == SNSUAPI_NOT_SENT &&
              static_cast<int>(Delivery::Unknown) == SNSUAPI_DELIVERY_UNKNOWN &&
              static_cast<int>(Delivery::Answered) == SNSUAPI_ANSWERED);
static_assert(std::is_trivially_destructible_v<snsuapi_error>);

constexpr const char kNoMemory[] = "memory has run out";

bool isConstant(const snsuapi_error* error) { return error == &kOutOfMemoryBefore || error == &kOutOfMemoryWithin; }

}  // namespace

const snsuapi_error kOutOfMemoryBefore = {"SDK.OutOfMemory", kNoMemory, "",    SNSUAPI_KIND_OUT_OF_MEMORY,
                                          SNSUAPI_NOT_SENT,  0,         false, false};
const snsuapi_error kOutOfMemoryWithin = {"SDK.OutOfMemory",        kNoMemory, "",   SNSUAPI_KIND_OUT_OF_MEMORY,
                                          SNSUAPI_DELIVERY_UNKNOWN, 0,         true, false};

// Nobody writes to an error, and the two are not freed.
snsuapi_error* asResult(const snsuapi_error& constant) noexcept {
  return const_cast<snsuapi_error*>(&constant);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

namespace {

snsuapi_error* outOfMemory(bool isNotSent) noexcept {
  return asResult(isNotSent ? kOutOfMemoryBefore : kOutOfMemoryWithin);
}

}  // namespace

snsuapi_error* copyOf(const snsuapi_error& error) noexcept {
  if (isConstant(&error)) return asResult(error);
  std::size_t size = sizeof(snsuapi_error);
  for (const char* text : {error.code, error.message, error.requestId}) size += std::strlen(text) + 1;
  void* const block = std::malloc(size);  // NOLINT(cppcoreguidelines-no-malloc): its texts stand behind it
  if (block == nullptr) return outOfMemory(error.delivery == SNSUAPI_NOT_SENT);
  auto* const copy = new (block) snsuapi_error(error);
  char* at = reinterpret_cast<char*>(copy + 1);
  for (const char** text : {&copy->code, &copy->message, &copy->requestId}) {
    const std::size_t length = std::strlen(*text) + 1;
    *text = static_cast<const char*>(std::memcpy(at, *text, length));
    at += length;
  }
  return copy;
}

snsuapi_error* toC(const Error& error) noexcept {
  if (error.kind() == ErrorKind::Configuration && error.code() == kOutOfMemoryBefore.code) {
    return outOfMemory(error.delivery() == Delivery::NotSent);
  }
  return copyOf({error.code().c_str(), error.message().c_str(), error.requestId().c_str(),
                 static_cast<std::int32_t>(error.kind()), static_cast<std::int32_t>(error.delivery()),
                 error.httpStatus(), error.mayHaveBeenCarriedOut(), error.isThrottling()});
}

snsuapi_error* toC(const Outcome<void>& outcome) noexcept { return outcome ? nullptr : toC(outcome.error()); }

snsuapi_error* invalid(std::string_view what, std::string_view why) {
  std::string message(what);
  message.append(" ").append(why).append("; nothing was sent");
  return copyOf(
      {"SDK.InvalidParameter", message.c_str(), "", SNSUAPI_KIND_INVALID_PARAMETER, SNSUAPI_NOT_SENT, 0, false, false});
}

snsuapi_error* invalid(std::string_view what, std::string_view why, std::int64_t number) {
  return invalid(what, std::string(why) + " " + std::to_string(number));
}

snsuapi_error* isNull(std::string_view what) { return invalid(what, "is NULL"); }

void keepFirst(Problem& problem, snsuapi_error* error) noexcept {
  Problem next(error);
  if (!problem) problem = std::move(next);
}

}  // namespace internal
}  // namespace snsuapi

using snsuapi::internal::isConstant;

void snsuapi_error_destroy(snsuapi_error* error) {
  if (!isConstant(error)) std::free(error);  // NOLINT(cppcoreguidelines-no-malloc)
}

std::int32_t snsuapi_error_kind(const snsuapi_error* error) {
  return error != nullptr ? error->kind : std::int32_t{SNSUAPI_KIND_NONE};
}
const char* snsuapi_error_code(const snsuapi_error* error) { return error != nullptr ? error->code : ""; }
const char* snsuapi_error_message(const snsuapi_error* error) { return error != nullptr ? error->message : ""; }
const char* snsuapi_error_request_id(const snsuapi_error* error) { return error != nullptr ? error->requestId : ""; }
std::int32_t snsuapi_error_http_status(const snsuapi_error* error) { return error != nullptr ? error->httpStatus : 0; }
std::int32_t snsuapi_error_delivery(const snsuapi_error* error) {
  return error != nullptr ? error->delivery : std::int32_t{SNSUAPI_NOT_SENT};
}
bool snsuapi_error_may_have_been_carried_out(const snsuapi_error* error) {
  return error != nullptr && error->mayHaveBeenCarriedOut;
}
bool snsuapi_error_is_throttling(const snsuapi_error* error) { return error != nullptr && error->isThrottling; }
