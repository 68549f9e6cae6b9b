#include "result_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "byte_source.hpp"
#include "record_reader.hpp"

namespace snsuapi {
namespace cli {

namespace {

constexpr std::size_t kWriteAt = 65536;
constexpr std::size_t kLongestResult = std::size_t{16} << 20;

std::string cant(const char* what, const std::string& path) {
  return std::string("can't ") + what + " " + path + ": " + std::strerror(errno);
}

}  // namespace

ResultFile::~ResultFile() {
  if (isOwn_) close(file_);
}

void ResultFile::useStandardOutput() {
  file_ = STDOUT_FILENO;
  if (format_ == BatchFormat::Csv) pending_ = std::string(kCsvHeader) + '\n';
}

std::string ResultFile::open(const std::string& path, bool dropFailed) {
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) return cant("open", path);
  isOwn_ = true;
  struct stat status {};
  if (fstat(file_, &status) != 0) return cant("look at", path);
  if (S_ISREG(status.st_mode)) {
    std::string problem = lock(path);
    if (problem.empty()) problem = dropFailed ? keepOnly(path) : readResults(path, nullptr);
    if (!problem.empty()) return problem;
    if (ftruncate(file_, static_cast<off_t>(wholeBytes_)) != 0) return cant("mend", path);
  }
  if (wholeBytes_ == 0 && format_ == BatchFormat::Csv) pending_ = std::string(kCsvHeader) + '\n';
  return {};
}

// One run at a time: two would write every line twice.
std::string ResultFile::lock(const std::string& path) {
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? path + " is being written by another run" : cant("lock", path);
  }
  struct stat ours {};
  struct stat named {};
  if (fstat(file_, &ours) != 0 || stat(path.c_str(), &named) != 0) return cant("look at", path);
  return ours.st_ino == named.st_ino ? std::string() : path + " is being written by another run";
}

// Makes a new file of the results that stay, which then takes the old one's place: at every moment one of them is
// whole.
std::string ResultFile::keepOnly(const std::string& path) {
  const std::string newPath = path + ".new";
  ResultFile kept(format_);
  kept.file_ = ::open(newPath.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
  if (kept.file_ < 0) return cant("open", newPath);
  kept.isOwn_ = true;
  std::string problem = kept.lock(newPath);
  if (problem.empty()) problem = readResults(path, &kept);
  if (problem.empty() && !kept.flush()) {
    errno = kept.failure();
    problem = cant("write", newPath);
  }
  if (problem.empty() && rename(newPath.c_str(), path.c_str()) != 0) problem = cant("replace", path);
  if (!problem.empty()) {
    unlink(newPath.c_str());
    return problem;
  }
  std::swap(file_, kept.file_);
  wholeBytes_ = kept.wholeBytes_;
  return {};
}

std::string ResultFile::readResults(const std::string& path, ResultFile* kept) {
  ByteSource source;
  if (!source.open(path)) return cant("read", path);
  RecordReader records(source, format_ == BatchFormat::Csv ? Splitting::Quoted : Splitting::Lines, kLongestResult);
  ResultParser parser(format_);
  bool isFirst = format_ == BatchFormat::Csv;
  for (Record record;;) {
    const Got got = records.next(record);
    if (got == Got::Failure) return cant("read", path);
    if (got == Got::End) return {};
    if (got == Got::NotYet) continue;  // interrupted
    const std::string place = "line " + std::to_string(record.line) + " of " + path;
    const bool isHeader = std::exchange(isFirst, false);
    if (!record.isComplete) {
      // The row that was being written when the program was ended; what is none of its rows is left alone.
      const bool isOurs = isHeader ? kCsvHeader.compare(0, record.text.size(), record.text) == 0
                                   : format_ == BatchFormat::Csv || record.text.front() == '{';
      return isOurs ? std::string() : place + " is not the beginning of a result; the file was left as it was";
    }
    BatchLine line;
    std::string code;
    const bool isGood =
        !record.isTooLong && (isHeader ? record.text == kCsvHeader : parser.parse(record.text, line, code));
    if (!isGood) {
      return place + " is no result of `precheck --batch --output " + (format_ == BatchFormat::Csv ? "csv" : "jsonl") +
             "`; the file was left as it was";
    }
    wholeBytes_ = records.position();
    if (kept != nullptr && isFailureCode(code)) continue;
    if (!isHeader && !done_.add(line)) {
      return place + " is a second result of line " + std::to_string(line.number) + "; the file was left as it was";
    }
    if (kept != nullptr) kept->append(record.text);
  }
}

void ResultFile::append(std::string_view text) {
  pending_.append(text);
  pending_ += '\n';
  wholeBytes_ += text.size() + 1;
  if (pending_.size() >= kWriteAt) flush();
}

void ResultFile::add(const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) {
  appendResult(pending_, format_, item, outcome);
  if (pending_.size() >= kWriteAt) flush();
}

bool ResultFile::flush() {
  std::size_t written = 0;
  while (failure_ == 0 && written < pending_.size()) {
    const ssize_t count = write(file_, pending_.data() + written, pending_.size() - written);
    if (count >= 0) {
      written += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      pollfd ready = {file_, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      failure_ = errno;
    }
  }
  pending_.clear();
  return failure_ == 0;
}

}  // namespace cli
}  // namespace snsuapi
