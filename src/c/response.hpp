#pragma once

#include <snsuapi/c/snsuapi.h>
#include <cstdint>
#include <memory>
#include <snsuapi/model/acs_response.hpp>

struct snsuapi_response {
  /// With who destroys it as what it is.
  using Answer = std::unique_ptr<snsuapi::AcsResponse, void (*)(snsuapi::AcsResponse*)>;

  /// An empty response for an action; 0: for one by its name.
  explicit snsuapi_response(std::int32_t which);

  const std::int32_t action;
  const Answer answer;
};
