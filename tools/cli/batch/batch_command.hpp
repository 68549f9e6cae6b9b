#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "exit_code.hpp"
#include "session.hpp"

namespace snsuapi {
namespace cli {

/// What `precheck --batch` takes on top.
struct BatchArguments {
  std::string input;
  std::string inputFormat;
  std::string outputFile;
  std::string shard;
  int concurrency = 64;
  double rate = 0;  ///< calls a second; 0: no limit
  bool retryFailed = false;
};

/// Adds the options; returns `--batch`, which the others need.
CLI::Option* addBatchOptions(CLI::App& command, BatchArguments& arguments);

/// Prechecks every line of a file.
ExitCode runBatch(const Session& session, const BatchArguments& arguments);

}  // namespace cli
}  // namespace snsuapi
