#pragma once

#include <snsuapi/error.hpp>
#include <string>

#include "exit_code.hpp"

namespace snsuapi {
namespace cli {

ExitCode exitCodeOf(const Error& error);

/// What happened and what to do, for people; one JSON object for programs.
/// @param mayHaveChanged the call changes state and may have been carried out
std::string describeForPeople(const Error& error, bool mayHaveChanged);
std::string describeAsJson(const Error& error, bool mayHaveChanged);

}  // namespace cli
}  // namespace snsuapi
