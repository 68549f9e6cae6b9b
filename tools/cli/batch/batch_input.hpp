#pragma once

#include <functional>
#include <optional>
#include <string>

#include "batch_line.hpp"
#include "byte_source.hpp"
#include "line_parser.hpp"
#include "record_reader.hpp"

namespace snsuapi {
namespace cli {

enum class BatchFormat { Csv, Jsonl };

/// The I-th of N parts of a file: every record belongs to one of them, by its place alone.
struct Shard {
  std::uint64_t index = 1;  ///< from 1
  std::uint64_t count = 1;
};

/// The lines of a batch's input, one after the other.
class BatchInput {
 public:
  /// Is told of each line that can't be used, and why.
  using OnBadLine = std::function<void(std::uint64_t number, const std::string& problem)>;

  /// @param format none: the input's first byte that is not blank tells, `{` for JSONL
  BatchInput(ByteSource& source, std::optional<BatchFormat> format, OnBadLine onBadLine);

  struct Next {
    Got got = Got::NotYet;
    bool isMine = true;  ///< whether the line is of the shard
  };
  /// The next line that can be used; those of other shards, too. On Failure problem() says why there is no more.
  Next next(BatchLine& line, const Shard& shard);

  const std::string& problem() const noexcept { return problem_; }

 private:
  bool isHeader(const Record& record);
  std::string parse(const Record& record, BatchLine& line);

  RecordReader records_;
  std::optional<BatchFormat> format_;
  const OnBadLine onBadLine_;
  CsvLineParser csv_;
  bool isFormatKnown_ = false;
  bool mayBeHeader_ = false;
  std::uint64_t ordinal_ = 0;  // of the records so far, header and blank lines aside
  std::string problem_;
};

}  // namespace cli
}  // namespace snsuapi
