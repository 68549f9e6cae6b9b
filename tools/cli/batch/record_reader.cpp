#include "record_reader.hpp"

#include <algorithm>

namespace snsuapi {
namespace cli {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Got RecordReader::next(Record& record) {
  for (;;) {
    const bool isJudged = !isAtStart_ || buffer_.size() >= kByteOrderMark.size() || isAtEnd_;
    if (isAtStart_ && isJudged) {
      isAtStart_ = false;
      if (buffer_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) begin_ = searched_ = kByteOrderMark.size();
    }
    const std::size_t end = isJudged ? findEnd() : std::string::npos;
    const bool isFound = end != std::string::npos;
    if (isSkipping_) {
      begin_ = searched_ = isFound ? end + 1 : buffer_.size();
      if (isFound) {
        isSkipping_ = false;
        ++line_;
        continue;
      }
    } else if (isJudged && std::min(end, buffer_.size()) - begin_ > longest_) {
      return takeTooLong(record), Got::Something;
    } else if (isFound) {
      take(record, end, end + 1);
      record.isComplete = true;
      return Got::Something;
    }
    if (isAtEnd_) {
      if (begin_ == buffer_.size()) return Got::End;
      take(record, buffer_.size(), buffer_.size());
      record.isComplete = false;
      return Got::Something;
    }
    const Got got = fill();
    if (got == Got::End) {
      isAtEnd_ = true;
    } else if (got != Got::Something) {
      return got;
    }
  }
}

void RecordReader::again(Splitting splitting) {
  splitting_ = splitting;
  begin_ = searched_ = lastBegin_;
  line_ = lastLine_;
  isQuoted_ = false;
}

void RecordReader::keepOnlyFirstLine() {
  const std::size_t end = std::min(buffer_.find('\n', lastBegin_), buffer_.size() - 1);
  begin_ = searched_ = end + 1;
  line_ = lastLine_ + 1;
  isQuoted_ = false;
}

// What is done with goes first, so that the buffer holds a record and a chunk at the most.
Got RecordReader::fill() {
  buffer_.erase(0, begin_);
  dropped_ += begin_;
  searched_ -= begin_;
  begin_ = 0;
  return source_.read(buffer_);
}

// Where a quote swallowed the lines that follow, only the first is at fault.
void RecordReader::takeTooLong(Record& record) {
  const std::size_t end = buffer_.find('\n', begin_);
  isSkipping_ = end == std::string::npos;
  take(record, std::min(end, begin_ + longest_), isSkipping_ ? buffer_.size() : end + 1);
  record.isTooLong = true;
}

std::size_t RecordReader::findEnd() {
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched_);
    const std::size_t stop = std::min(end, buffer_.size());
    if (splitting_ == Splitting::Quoted && !isSkipping_) {
      const auto from = buffer_.begin() + static_cast<std::ptrdiff_t>(searched_);
      const auto to = buffer_.begin() + static_cast<std::ptrdiff_t>(stop);
      if (std::count(from, to, '"') % 2 != 0) isQuoted_ = !isQuoted_;
    }
    searched_ = end == std::string::npos ? stop : stop + 1;
    if (end == std::string::npos || !isQuoted_) return end;
  }
}

void RecordReader::take(Record& record, std::size_t textEnd, std::size_t next) {
  lastBegin_ = begin_;
  lastLine_ = line_;
  record = Record();
  record.line = line_;
  record.text = std::string_view(buffer_).substr(begin_, textEnd - begin_);
  if (!record.text.empty() && record.text.back() == '\r') record.text.remove_suffix(1);
  const auto from = buffer_.begin() + static_cast<std::ptrdiff_t>(begin_);
  line_ += static_cast<std::uint64_t>(std::count(from, buffer_.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
  begin_ = searched_ = next;
  isQuoted_ = false;
}

}  // namespace cli
}  // namespace snsuapi
