#pragma once

#include <snsuapi/export.hpp>

#define SNSUAPI_VERSION_MAJOR 0
#define SNSUAPI_VERSION_MINOR 1
#define SNSUAPI_VERSION_PATCH 0
#define SNSUAPI_VERSION "0.1.0"

namespace snsuapi {

/// The version of the library that is linked, such as "0.1.0"; compare with SNSUAPI_VERSION, that of the headers.
SNSUAPI_API const char* version() noexcept;

}  // namespace snsuapi
