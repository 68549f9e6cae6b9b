#include "line_parser.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace snsuapi {
namespace cli {

namespace {

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool isName(std::string_view field, std::string_view name) {
  const std::string_view trimmed = trim(field);
  return std::equal(trimmed.begin(), trimmed.end(), name.begin(), name.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

// Shows a value of the input without what could steer a terminal, and not at any length.
std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string shown = "\"";
  for (const char c : text.substr(0, kMost)) shown += (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) ? '?' : c;
  return shown + (text.size() > kMost ? "…\"" : "\"");
}

std::string readPort(std::string_view text, int& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535) return {};
  return "the port " + shown(text) + " is not a number from 1 to 65535";
}

std::string readIp(std::string_view text, std::string& ip) {
  if (text.empty()) return "there is no ip";
  ip = text;
  return {};
}

}  // namespace

std::string parseJsonLine(std::string_view record, BatchLine& line) {
  const auto object = nlohmann::json::parse(record.begin(), record.end(), nullptr, false);
  if (object.is_discarded()) return "this is no JSON";
  if (!object.is_object()) return "this is no JSON object";
  const auto ip = object.find("ip");
  if (ip == object.end()) return "there is no ip";
  if (!ip->is_string()) return "ip is not a string";
  std::string problem = readIp(trim(ip->get_ref<const std::string&>()), line.ip);
  if (!problem.empty()) return problem;

  const auto port = object.find("port");
  if (port == object.end()) return "there is no port";
  if (!port->is_number_integer() && !port->is_string()) return "port is not a whole number";
  problem = readPort(port->is_string() ? port->get<std::string>() : port->dump(), line.port);
  if (!problem.empty()) return problem;

  const auto key = object.find("key");
  if (key == object.end() || key->is_null()) return {};
  if (key->is_number_integer()) {
    line.key = key->dump();
  } else if (key->is_string()) {
    line.key = key->get<std::string>();
  } else {
    return "key is neither a string nor a whole number";
  }
  return {};
}

CsvLineParser::First CsvLineParser::begin(std::string_view record, std::string& problem) {
  if (!csv_.parse(record, fields_)) return First::Line;
  const auto has = [this](std::string_view name) {
    return std::count_if(fields_.begin(), fields_.end(), [name](const auto& field) { return isName(field, name); });
  };
  const bool isHeader = has("ip") > 0 || (fields_.size() > 1 && isName(fields_[1], "port"));
  if (!isHeader) return First::Line;
  for (const char* name : {"ip", "port", "key"}) {
    if (has(name) > 1) problem = std::string("the header names ") + name + " twice";
  }
  if (has("ip") == 0) problem = "the header names port, but no ip";
  if (has("port") == 0) problem = "the header names ip, but no port";
  if (!problem.empty()) return First::BadHeader;
  columns_ = fields_.size();
  key_.reset();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (isName(fields_[i], "ip")) ip_ = i;
    if (isName(fields_[i], "port")) port_ = i;
    if (isName(fields_[i], "key")) key_ = i;
  }
  return First::Header;
}

std::string CsvLineParser::parse(std::string_view record, BatchLine& line) {
  if (!csv_.parse(record, fields_))
    return "its quotes are wrong (RFC 4180: a field in quotes, quotes within it doubled)";
  const std::size_t count = fields_.size();
  if (columns_ != 0 && count != columns_) {
    return "there are " + std::to_string(count) + " fields where the header has " + std::to_string(columns_);
  }
  if (columns_ == 0 && (count < 2 || count > 3)) {
    return "there are " + std::to_string(count) + " fields; expected ip,port or ip,port,key";
  }
  std::string problem = readIp(trim(fields_[ip_]), line.ip);
  if (problem.empty()) problem = readPort(trim(fields_[port_]), line.port);
  if (key_ && *key_ < count) line.key = std::move(fields_[*key_]);
  return problem;
}

}  // namespace cli
}  // namespace snsuapi
