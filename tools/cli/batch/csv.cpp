#include "csv.hpp"

#include <new>

namespace snsuapi {
namespace cli {

namespace {

extern "C" {
static void onField(void* text, size_t size, void* fields) {
  static_cast<std::vector<std::string>*>(fields)->emplace_back(static_cast<const char*>(text), size);
}
static int isNever(unsigned char) { return 0; }
}

}  // namespace

CsvParser::CsvParser() { start(); }

CsvParser::~CsvParser() { csv_free(&parser_); }

void CsvParser::start() {
  if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
  csv_set_space_func(&parser_, isNever);
  csv_set_term_func(&parser_, isNever);  // the record was split off before
}

bool CsvParser::parse(std::string_view record, std::vector<std::string>& fields) {
  fields.clear();
  const bool read = csv_parse(&parser_, record.data(), record.size(), onField, nullptr, &fields) == record.size();
  const bool ended = csv_fini(&parser_, onField, nullptr, &fields) == 0;
  if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
  if (read && ended) return true;
  csv_free(&parser_);
  start();
  return false;
}

void appendCsvField(std::string& row, std::string_view field) {
  if (field.find_first_of("\",\r\n") == std::string_view::npos) {
    row += field;
    return;
  }
  row += '"';
  for (const char c : field) {
    if (c == '"') row += '"';
    row += c;
  }
  row += '"';
}

}  // namespace cli
}  // namespace snsuapi
