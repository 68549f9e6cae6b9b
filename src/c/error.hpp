#pragma once

#include <snsuapi/c/snsuapi.h>

#include <cstdint>
#include <memory>
#include <snsuapi/outcome.hpp>
#include <string_view>

/// One block of memory, which holds the texts, too. It needs no destructor, so that the two errors which say that
/// memory has run out can be constants.
struct snsuapi_error {
  const char* code;
  const char* message;
  const char* requestId;
  std::int32_t kind;
  std::int32_t delivery;
  std::int32_t httpStatus;
  bool mayHaveBeenCarriedOut;
  bool isThrottling;
};

namespace snsuapi {
namespace internal {

struct ErrorDestroyer {
  void operator()(snsuapi_error* error) const noexcept { snsuapi_error_destroy(error); }
};
/// What is amiss with a profile or a request; null as long as nothing is.
using Problem = std::unique_ptr<snsuapi_error, ErrorDestroyer>;

/// SDK.OutOfMemory; before anything was sent, and when something may have been.
extern const snsuapi_error kOutOfMemoryBefore;
extern const snsuapi_error kOutOfMemoryWithin;
snsuapi_error* asResult(const snsuapi_error& constant) noexcept;

/// A copy, texts and all; SDK.OutOfMemory where there is no room for one.
snsuapi_error* copyOf(const snsuapi_error& error) noexcept;
snsuapi_error* toC(const Error& error) noexcept;
/// Null for a success.
snsuapi_error* toC(const Outcome<void>& outcome) noexcept;
/// SDK.InvalidParameter: what, and what is amiss with it.
snsuapi_error* invalid(std::string_view what, std::string_view why);
/// The same with a number at its end.
snsuapi_error* invalid(std::string_view what, std::string_view why, std::int64_t number);
/// The same for a pointer that is needed.
snsuapi_error* isNull(std::string_view what);
/// Keeps the first that is amiss.
void keepFirst(Problem& problem, snsuapi_error* error) noexcept;

/// Does the work of a function of the C API, beyond which no exception goes. The library throws none itself, so that it
/// can only be memory that has run out.
template <class Work>
snsuapi_error* guarded(const Work& work, const snsuapi_error& outOfMemory = kOutOfMemoryBefore) noexcept {
#if SNSUAPI_EXCEPTIONS
  try {
#endif
    return work();
#if SNSUAPI_EXCEPTIONS
  } catch (...) {
    return asResult(outOfMemory);
  }
#else
  static_cast<void>(outOfMemory);
#endif
}

}  // namespace internal
}  // namespace snsuapi
