#include "batch_input.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

namespace snsuapi {
namespace cli {

namespace {

constexpr std::size_t kLongestLine = 65536;

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

BatchInput::BatchInput(ByteSource& source, std::optional<BatchFormat> format, OnBadLine onBadLine)
    : records_(source, Splitting::Lines, kLongestLine), format_(format), onBadLine_(std::move(onBadLine)) {}

BatchInput::Next BatchInput::next(BatchLine& line, const Shard& shard) {
  for (;;) {
    Record record;
    const Got got = records_.next(record);
    if (got == Got::Failure) problem_ = std::string("the input can't be read: ") + std::strerror(errno);
    if (got != Got::Something) return {got};
    if (isBlank(record.text)) continue;
    if (!isFormatKnown_) {
      isFormatKnown_ = true;
      const char first = record.text[record.text.find_first_not_of(" \t\r")];
      if (!format_) format_ = first == '{' ? BatchFormat::Jsonl : BatchFormat::Csv;
      mayBeHeader_ = *format_ == BatchFormat::Csv;
      if (mayBeHeader_) {
        records_.again(Splitting::Quoted);
        continue;
      }
    }
    if (std::exchange(mayBeHeader_, false)) {
      if (isHeader(record)) continue;
      if (!problem_.empty()) return {Got::Failure};
    }
    const bool isMine = ordinal_++ % shard.count == shard.index - 1;
    line = BatchLine();
    line.number = record.line;
    const std::string problem = parse(record, line);
    if (problem.empty()) return {Got::Something, isMine};
    if (isMine) onBadLine_(record.line, problem);
  }
}

bool BatchInput::isHeader(const Record& record) {
  std::string problem;
  switch (csv_.begin(record.text, problem)) {
    case CsvLineParser::First::Line:
      return false;
    case CsvLineParser::First::Header:
      return true;
    case CsvLineParser::First::BadHeader:
      problem_ = "line " + std::to_string(record.line) + ": " + problem;
      return false;
  }
  return false;
}

std::string BatchInput::parse(const Record& record, BatchLine& line) {
  if (record.isTooLong) return "it is longer than " + std::to_string(kLongestLine) + " bytes, or a quote has no end";
  if (*format_ == BatchFormat::Jsonl) return parseJsonLine(record.text, line);
  std::string problem = csv_.parse(record.text, line);
  if (!problem.empty()) records_.keepOnlyFirstLine();
  return problem;
}

}  // namespace cli
}  // namespace snsuapi
