#pragma once

#include <snsuapi/call.hpp>
#include <snsuapi/model/common_request.hpp>

#include "c/error.hpp"

/// Parameters are checked when they are set, as the typed requests of C++ check theirs, and travel by their names.
struct snsuapi_request {
  /// SDK.InvalidParameter for what is amiss, or was not set.
  snsuapi_error* check() const;

  std::int32_t action = 0;          // 0: any, by its name
  std::uint32_t parametersSet = 0;  // a bit for each that request.cpp lists
  snsuapi::CommonRequest request;
  snsuapi::CallOptions options;
  snsuapi::internal::Problem problem;
};
