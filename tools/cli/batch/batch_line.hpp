#pragma once

#include <cstdint>
#include <string>

namespace snsuapi {
namespace cli {

/// A line of a user's, as the input has it.
struct BatchLine {
  std::uint64_t number = 0;  ///< of its (first) line in the input, from 1
  std::string key;           ///< the operator's own, byte by byte
  std::string ip;
  int port = 0;
};

}  // namespace cli
}  // namespace snsuapi
