#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "byte_source.hpp"

namespace snsuapi {
namespace cli {

/// Where one record ends: Lines, at every line's end; Quoted, at those that are not within double quotes (RFC 4180).
enum class Splitting { Lines, Quoted };

/// A record as it stands in the input.
struct Record {
  std::uint64_t line = 0;   ///< the number of its first line, from 1
  std::string_view text;    ///< without its end (LF or CR LF); good until the next record is asked for
  bool isTooLong = false;   ///< longer than is read; the text is its beginning
  bool isComplete = false;  ///< its end was there, and not just that of the input
};

/// Splits a stream into records, of which it holds one at a time. A UTF-8 byte order mark at the beginning is left out.
class RecordReader {
 public:
  /// @param longest the most bytes of a record
  RecordReader(ByteSource& source, Splitting splitting, std::size_t longest)
      : source_(source), splitting_(splitting), longest_(longest) {}

  Got next(Record& record);

  /// The record that was read last is split again, in another way.
  void again(Splitting splitting);
  /// Of the record that was read last only its first line is done with; the next one begins after it. For records that
  /// are as long as they are only for a stray quote.
  void keepOnlyFirstLine();

  /// How many bytes lie before the next record.
  std::uint64_t position() const noexcept { return dropped_ + begin_; }

 private:
  Got fill();
  std::size_t findEnd();
  void takeTooLong(Record& record);
  void take(Record& record, std::size_t textEnd, std::size_t next);

  ByteSource& source_;
  Splitting splitting_;
  const std::size_t longest_;
  std::string buffer_;
  std::uint64_t dropped_ = 0;  // bytes that were before the buffer
  std::size_t begin_ = 0;      // of the next record
  std::size_t searched_ = 0;   // up to here there is no end
  bool isQuoted_ = false;      // there
  bool isSkipping_ = false;    // the rest of a line that is too long
  bool isAtStart_ = true;
  bool isAtEnd_ = false;
  std::uint64_t line_ = 1;     // of the next record
  std::size_t lastBegin_ = 0;  // of the record that was read last
  std::uint64_t lastLine_ = 0;
};

}  // namespace cli
}  // namespace snsuapi
