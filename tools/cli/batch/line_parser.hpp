#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "batch_line.hpp"
#include "csv.hpp"

namespace snsuapi {
namespace cli {

/// Reads the members ip, port and key of a JSON object; the others are not looked at.
/// @return what is amiss; empty when all is well
std::string parseJsonLine(std::string_view record, BatchLine& line);

/// Reads records of CSV: fields in the order ip, port, key, or as a header names them.
class CsvLineParser {
 public:
  enum class First { Line, Header, BadHeader };

  /// Looks whether the first record is a header, and keeps the places that it names. BadHeader: it is one, and
  /// `problem` says why it can't be used.
  First begin(std::string_view record, std::string& problem);
  /// @return what is amiss; empty when all is well
  std::string parse(std::string_view record, BatchLine& line);

 private:
  CsvParser csv_;
  std::vector<std::string> fields_;
  std::size_t columns_ = 0;  // that the header has; 0: there is none
  std::size_t ip_ = 0;
  std::size_t port_ = 1;
  std::optional<std::size_t> key_ = 2;
};

}  // namespace cli
}  // namespace snsuapi
