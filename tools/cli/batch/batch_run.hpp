#pragma once

#include <optional>
#include <snsuapi/batch_precheck.hpp>
#include <string>

#include "batch_input.hpp"
#include "exit_code.hpp"
#include "progress.hpp"
#include "result_file.hpp"
#include "session.hpp"

namespace snsuapi {
namespace cli {

/// One run over one input: lines in, results out, until all is done or something ends it.
class BatchRun {
 public:
  /// All that is given by reference must outlive the run.
  BatchRun(const Session& session, BatchPrecheck::Clients clients, ByteSource& source,
           std::optional<BatchFormat> inputFormat, const Shard& shard, ResultFile& results, BatchFormat outputFormat,
           const BatchOptions& options);

  ExitCode run();

 private:
  BatchPrecheck::Pull pull(BatchItem& item);
  bool isToDo(const BatchLine& line, bool isMine);
  void take(const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome);
  void countFailure(const Error& error);
  void reportBadLine(std::uint64_t number, const std::string& problem);
  void end(ExitCode exitCode, const std::string& why);
  void endFor(const Error& error, const std::string& why);
  void show();
  ExitCode finish();
  std::string summary() const;

  const Session& session_;
  ByteSource& source_;
  const Shard shard_;
  ResultFile& results_;
  const BatchFormat outputFormat_;
  const std::uint64_t mostFailuresInARow_;
  BatchInput input_;
  BatchCounts counts_;
  std::uint64_t networkFailures_ = 0;
  std::uint64_t failuresInARow_ = 0;
  std::uint64_t foundAgain_ = 0;  // lines that the results had when the run began
  bool inputIsAtEnd_ = false;
  std::optional<ExitCode> ended_;  // before all was done
  Progress progress_;
  BatchPrecheck batch_;  // the last: it uses the others
};

}  // namespace cli
}  // namespace snsuapi
