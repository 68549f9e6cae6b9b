#pragma once

#include <cstdint>
#include <string>

#include "done_lines.hpp"
#include "result_format.hpp"

namespace snsuapi {
namespace cli {

/// Where the results go: standard output, or a file that a later run goes on with.
///
/// The file is appended to, in whole rows; one that was cut short in its last row, by whatever ended the program, is
/// mended when it is opened.
class ResultFile {
 public:
  explicit ResultFile(BatchFormat format) : format_(format) {}
  ResultFile(const ResultFile&) = delete;
  ResultFile& operator=(const ResultFile&) = delete;
  ~ResultFile();

  /// Results go to standard output.
  void useStandardOutput();
  /// Results go to a file, after those that are in it.
  /// @param dropFailed the lines that failed are taken out of it first, and count as not done
  /// @return why it can't be used, and then it is as it was; empty when it can
  std::string open(const std::string& path, bool dropFailed);

  /// The lines that had their result when the file was opened.
  const DoneLines& done() const noexcept { return done_; }

  void add(const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome);
  /// Writes what was added. False, also from then on, when something could not be written; errno of that time is in
  /// failure().
  bool flush();
  int failure() const noexcept { return failure_; }

 private:
  std::string lock(const std::string& path);
  std::string readResults(const std::string& path, ResultFile* kept);
  std::string keepOnly(const std::string& path);
  void append(std::string_view text);

  const BatchFormat format_;
  int file_ = -1;
  bool isOwn_ = false;
  DoneLines done_;
  std::uint64_t wholeBytes_ = 0;  // of the results that were there
  std::string pending_;
  int failure_ = 0;
};

}  // namespace cli
}  // namespace snsuapi
