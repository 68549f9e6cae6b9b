#pragma once

#include <snsuapi/batch_precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "batch_input.hpp"
#include "batch_line.hpp"
#include "csv.hpp"

namespace snsuapi {
namespace cli {

/// The first row of results in CSV.
inline constexpr std::string_view kCsvHeader =
    "line,key,ip,port,code,bandId,uploadBandwidth,downloadBandwidth,offers,message,requestId";

/// Appends a result with its line's end: a row of CSV, or a JSON object that has the whole list of offers.
void appendResult(std::string& text, BatchFormat format, const BatchItem& item,
                  const Outcome<BandPrecheckResponse>& outcome);

/// Whether a code says that a line got no usable answer: none came, it could not be read, or the service was overloaded
/// or failed. Any other code is the service's answer.
bool isFailureCode(std::string_view code);

bool isUtf8(std::string_view text);

/// Reads of a result which line it is of, and its code.
class ResultParser {
 public:
  explicit ResultParser(BatchFormat format) : format_(format) {}
  /// False when this is no result.
  bool parse(std::string_view record, BatchLine& line, std::string& code);

 private:
  const BatchFormat format_;
  CsvParser csv_;
  std::vector<std::string> fields_;
};

}  // namespace cli
}  // namespace snsuapi
