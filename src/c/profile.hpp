#pragma once

#include <snsuapi/client_profile.hpp>

#include "c/error.hpp"

struct snsuapi_profile {
  snsuapi::ClientProfile profile;
  snsuapi::internal::Problem problem;
};
