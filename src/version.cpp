#include <snsuapi/version.hpp>

namespace snsuapi {

const char* version() noexcept { return SNSUAPI_VERSION; }

}  // namespace snsuapi
