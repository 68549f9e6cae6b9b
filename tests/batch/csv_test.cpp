#include "batch/csv.hpp"

#include "support/catch.hpp"

using snsuapi::cli::appendCsvField;
using snsuapi::cli::CsvParser;

using Fields = std::vector<std::string>;

TEST_CASE("Fields are read by RFC 4180, and not trimmed") {
  const std::vector<std::pair<std::string, Fields>> cases = {
      {"a,b,c", {"a", "b", "c"}},
      {" a , b", {" a ", " b"}},
      {"a,\"b,\"\"c\"\"\r\nd\"", {"a", "b,\"c\"\r\nd"}},
      {",", {"", ""}},
      {"\"\",x", {"", "x"}},
      {"宽带,\xFF", {"宽带", "\xFF"}},
  };
  CsvParser parser;
  for (const auto& [record, expected] : cases) {
    Fields fields;
    CAPTURE(record);
    CHECK(parser.parse(record, fields));
    CHECK(fields == expected);
  }
}

TEST_CASE("Wrong quotes are refused, and leave nothing behind") {
  CsvParser parser;
  for (const char* record : {"a,b\"c", "a,\"b", "a,\"b\"c", "a, \"b\"", "\"a\" ,b", "\""}) {
    Fields fields;
    CAPTURE(record);
    CHECK_FALSE(parser.parse(record, fields));
    CHECK(parser.parse("x,y", fields));
    CHECK(fields == Fields{"x", "y"});
  }
}

TEST_CASE("What is written as a field is read as it was") {
  CsvParser parser;
  for (const std::string field :
       {"", "plain", "a,b", "\"", "a\"b", "line\nline", "\r", " blanks ", "a\r\nb,\"\"", "\xFF\x01"}) {
    std::string record = "before,";
    appendCsvField(record, field);
    record += ",after";
    Fields fields;
    CHECK(parser.parse(record, fields));
    CHECK(fields == Fields{"before", field, "after"});
  }
}
