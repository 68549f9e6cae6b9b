#pragma once

#include <csv.h>

#include <string>
#include <string_view>
#include <vector>

namespace snsuapi {
namespace cli {

/// Reads records of comma-separated values, strictly by RFC 4180: what is not quoted holds no quote, nothing stands
/// beside a quoted field, and nothing is trimmed.
class CsvParser {
 public:
  CsvParser();
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;
  ~CsvParser();

  /// The fields of one record, without its end; false when its quotes are wrong.
  bool parse(std::string_view record, std::vector<std::string>& fields);

 private:
  void start();

  csv_parser parser_;
};

/// Appends a field, in quotes where it needs them.
void appendCsvField(std::string& row, std::string_view field);

}  // namespace cli
}  // namespace snsuapi
