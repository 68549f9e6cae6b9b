#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "exit_code.hpp"
#include "session.hpp"

namespace snsuapi {
namespace cli {

/// What the chosen command does once all arguments are read.
using Run = std::function<ExitCode(const Session&)>;

/// Adds every command to the program. Parsing sets `chosen`.
void addCommands(CLI::App& app, Run& chosen);

}  // namespace cli
}  // namespace snsuapi
