#pragma once

#include <cstddef>
#include <string>

namespace snsuapi {
namespace internal {

/// Overwrites the text in a way that the compiler keeps, and empties it.
void wipe(std::string& secret) noexcept;
void wipe(char* secret, std::size_t size) noexcept;

}  // namespace internal
}  // namespace snsuapi
