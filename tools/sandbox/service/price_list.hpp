#pragma once

#include <string>
#include <vector>

#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

/// What can be ordered for a line: the guide's coverage (1.5) by direction and rate, above the line's present rate
/// only.
std::vector<Offer> offersFor(const Line& line);

}  // namespace sandbox
}  // namespace snsuapi
