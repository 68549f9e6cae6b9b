#include "batch_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

#include "error_report.hpp"
#include "interruption.hpp"

namespace snsuapi {
namespace cli {

namespace {

using std::chrono::milliseconds;

// So often results are written out, and it is looked whether to stop.
constexpr milliseconds kTurn{50};

// Codes that say the same of every line: key, token, clock, activation, rights.
constexpr std::array<std::string_view, 11> kForEveryLine = {
    "SDK.InvalidAccessKeySecret", "InvalidAccessKeyId",      "SignatureDoesNotMatch", "IncompleteSignature",
    "InvalidSecurityToken",       "MissingSecurityToken",    "InvalidTimeStamp",      "Forbidden",
    "isp.RAM_PERMISSION_DENY",    "isv.PRODUCT_UNSUBSCRIBE", "InvalidAction"};

bool isForEveryLine(const Error& error) {
  if (error.kind() == ErrorKind::Configuration) return true;
  return std::any_of(kForEveryLine.begin(), kForEveryLine.end(),
                     [&error](std::string_view code) { return error.code().compare(0, code.size(), code) == 0; });
}

}  // namespace

BatchRun::BatchRun(const Session& session, BatchPrecheck::Clients clients, ByteSource& source,
                   std::optional<BatchFormat> inputFormat, const Shard& shard, ResultFile& results,
                   BatchFormat outputFormat, const BatchOptions& options)
    : session_(session),
      source_(source),
      shard_(shard),
      results_(results),
      outputFormat_(outputFormat),
      mostFailuresInARow_(100 + 2 * options.maxInFlight),
      input_(source, inputFormat,
             [this](std::uint64_t number, const std::string& problem) { reportBadLine(number, problem); }),
      progress_(!session.options().debug),
      batch_(
          std::move(clients), [this](BatchItem& item) { return pull(item); },
          [this](const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) { take(item, outcome); },
          options) {}

ExitCode BatchRun::run() {
  noteInterrupts();
  while (batch_.runFor(kTurn)) {
    if (!results_.flush())
      end(kOther, std::string("the results can't be written: ") + std::strerror(results_.failure()));
    if (isInterrupted()) end(kInterrupted, "interrupted");
    show();
  }
  if (isInterrupted()) end(kInterrupted, "interrupted");
  return finish();
}

BatchPrecheck::Pull BatchRun::pull(BatchItem& item) {
  BatchLine line;
  while (!ended_ && !isInterrupted()) {
    const BatchInput::Next next = input_.next(line, shard_);
    switch (next.got) {
      case Got::NotYet:
        return BatchPrecheck::Pull::NotYet;
      case Got::Failure:
        end(kOther, input_.problem());
        return BatchPrecheck::Pull::End;
      case Got::End:
        inputIsAtEnd_ = true;
        return BatchPrecheck::Pull::End;
      case Got::Something:
        break;
    }
    if (!isToDo(line, next.isMine)) continue;
    item.number = line.number;
    item.key = std::move(line.key);
    item.request.setIpAddress(std::move(line.ip)).setPort(line.port);
    return BatchPrecheck::Pull::Item;
  }
  return BatchPrecheck::Pull::End;
}

bool BatchRun::isToDo(const BatchLine& line, bool isMine) {
  switch (results_.done().look(line)) {
    case DoneLines::Known::Yes:
      ++foundAgain_;
      if (isMine) ++counts_.skipped;
      show();
      return false;
    case DoneLines::Known::Different:
      end(kUsage, "--output-file: it has another key, ip or port for line " + std::to_string(line.number) +
                      ": it is of another input");
      return false;
    case DoneLines::Known::No:
      break;
  }
  if (!isMine) return false;
  if (outputFormat_ == BatchFormat::Jsonl && !isUtf8(line.key)) {
    reportBadLine(line.number, "its key is not UTF-8, which JSONL can't hold; --output csv can");
    return false;
  }
  return true;
}

void BatchRun::take(const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) {
  const Error& error = outcome.error();
  if (error.kind() == ErrorKind::Cancelled) return;
  if (error.kind() == ErrorKind::InvalidParameter) return reportBadLine(item.number, error.message());
  if (!outcome && isForEveryLine(error)) {
    return endFor(error, "line " + std::to_string(item.number) + " failed as every other would:");
  }
  results_.add(item, outcome);
  const bool isFailure = !outcome && isFailureCode(error.code());
  if (!isFailure) failuresInARow_ = 0;
  if (outcome) {
    ++counts_.accepted;
  } else if (isFailure) {
    countFailure(error);
  } else {
    ++counts_.refused;
  }
}

void BatchRun::countFailure(const Error& error) {
  ++counts_.failed;
  if (error.kind() == ErrorKind::Transport) ++networkFailures_;
  if (++failuresInARow_ < mostFailuresInARow_) return;
  endFor(error, std::to_string(failuresInARow_) + " lines in a row have failed, the last one so:");
}

void BatchRun::reportBadLine(std::uint64_t number, const std::string& problem) {
  ++counts_.bad;
  progress_.tell("snsuapi: line " + std::to_string(number) + ": " + problem);
}

void BatchRun::end(ExitCode exitCode, const std::string& why) {
  if (ended_) return;
  ended_ = exitCode;
  progress_.tell("snsuapi: " + why);
  batch_.stop();
}

void BatchRun::endFor(const Error& error, const std::string& why) {
  if (ended_) return;
  end(exitCodeOf(error), why);
  session_.fail(error, false);
}

void BatchRun::show() {
  std::optional<double> done;
  if (source_.size() && *source_.size() > 0) {
    done = std::min(1.0, static_cast<double>(source_.bytesRead()) / static_cast<double>(*source_.size()));
  }
  const double rate = batch_.rate();
  progress_.show(counts_, done, std::isinf(rate) ? std::nullopt : std::optional<double>(rate));
}

ExitCode BatchRun::finish() {
  if (!results_.flush()) end(kOther, std::string("the results can't be written: ") + std::strerror(results_.failure()));
  if (inputIsAtEnd_ && foundAgain_ != results_.done().count()) {
    end(kUsage, "--output-file: it has results of " + std::to_string(results_.done().count() - foundAgain_) +
                    " lines that the input does not have");
  }
  progress_.tell(summary());
  if (ended_) return *ended_;
  if (networkFailures_ > 0) return kNetwork;
  if (counts_.failed > 0) return kRefused;
  return counts_.bad > 0 ? kOther : kDone;
}

std::string BatchRun::summary() const {
  std::string text = "snsuapi: " + std::to_string(counts_.results()) +
                     " lines prechecked: " + std::to_string(counts_.accepted) + " OK, " +
                     std::to_string(counts_.refused) + " refused, " + std::to_string(counts_.failed) + " failed; " +
                     std::to_string(counts_.bad) + " bad lines";
  if (counts_.skipped > 0) text += "; " + std::to_string(counts_.skipped) + " had their result before";
  return text;
}

}  // namespace cli
}  // namespace snsuapi
