#pragma once

#include <snsuapi/error.hpp>
#include <snsuapi/export.hpp>

namespace snsuapi {
namespace internal {

/// SDK.OutOfMemory. It needs no memory itself, nor does a copy of it.
Error outOfMemory(Delivery delivery) noexcept;

/// Calls a function. What it throws, which can only be that there is no memory left, becomes the failure: to be used
/// where nothing may be thrown, such as beneath libcurl's C.
template <class Result, class Function>
Result orWhenThrown(Result failure, Function&& function) noexcept {
#if SNSUAPI_EXCEPTIONS
  try {
    return function();
  } catch (...) {
    return failure;
  }
#else
  static_cast<void>(failure);
  return function();
#endif
}

}  // namespace internal
}  // namespace snsuapi
