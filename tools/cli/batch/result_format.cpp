#include "result_format.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace snsuapi {
namespace cli {

namespace {

constexpr std::size_t kColumns = 11;

// Beginnings of the codes.
constexpr std::array<std::string_view, 6> kFailures = {
    "SDK.", "isv.BUSINESS_LIMIT_CONTROL", "Throttling", "isp.SYSTEM_ERROR", "ServiceUnavailable", "InternalError"};

// What a server says stays on its line, and steers no terminal.
std::string withoutControls(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

std::string jsonText(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void appendCsv(std::string& row, const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) {
  row += std::to_string(item.number) + ',';
  appendCsvField(row, item.key);
  row += ',';
  appendCsvField(row, *item.request.getIpAddress());
  row += ',' + std::to_string(*item.request.getPort()) + ',';
  const auto finish = [&row](const std::string& message, const std::string& requestId) {
    row += ',';
    appendCsvField(row, withoutControls(message));
    row += ',';
    appendCsvField(row, withoutControls(requestId));
    row += '\n';
  };
  if (!outcome) {
    appendCsvField(row, withoutControls(outcome.error().code()));
    row += ",,,,";
    return finish(outcome.error().message(), outcome.error().requestId());
  }
  const auto& module = outcome->getResultModule();
  row += "OK," + std::to_string(module.getBandId()) + ',' + std::to_string(module.getUploadBandwidth()) + ',' +
         std::to_string(module.getDownloadBandwidth()) + ',' + std::to_string(module.getBandOfferList().size());
  finish(outcome->getResultMessage(), outcome->getRequestId());
}

void appendJson(std::string& row, const BatchItem& item, const Outcome<BandPrecheckResponse>& outcome) {
  row += "{\"line\":" + std::to_string(item.number) + ",\"key\":" + jsonText(item.key) +
         ",\"ip\":" + jsonText(*item.request.getIpAddress()) + ",\"port\":" + std::to_string(*item.request.getPort()) +
         ",\"code\":";
  const auto finish = [&row](const std::string& message, const std::string& requestId) {
    row += ",\"message\":" + jsonText(message) + ",\"requestId\":" + jsonText(requestId) + "}\n";
  };
  if (!outcome) {
    row += jsonText(outcome.error().code());
    return finish(outcome.error().message(), outcome.error().requestId());
  }
  const auto& module = outcome->getResultModule();
  row += "\"OK\",\"bandId\":" + std::to_string(module.getBandId()) +
         ",\"uploadBandwidth\":" + std::to_string(module.getUploadBandwidth()) +
         ",\"downloadBandwidth\":" + std::to_string(module.getDownloadBandwidth()) + ",\"offers\":[";
  const char* separator = "";
  for (const BandOffer& offer : module.getBandOfferList()) {
    row += separator;
    row += "{\"offerId\":" + std::to_string(offer.getOfferId()) +
           ",\"direction\":" + jsonText(offer.getDirection().text()) +
           ",\"bandwidth\":" + std::to_string(offer.getBandwidth()) +
           ",\"duration\":" + std::to_string(offer.getDuration()) +
           ",\"monthly\":" + (offer.isMonthly() ? "true" : "false") + "}";
    separator = ",";
  }
  row += ']';
  finish(outcome->getResultMessage(), outcome->getRequestId());
}

template <class Integer>
bool readWhole(std::string_view text, Integer& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool readJson(std::string_view record, BatchLine& line, std::string& code) {
  const auto result = nlohmann::json::parse(record.begin(), record.end(), nullptr, false);
  if (!result.is_object()) return false;
  const auto number = result.find("line");
  const auto key = result.find("key");
  const auto ip = result.find("ip");
  const auto port = result.find("port");
  const auto codeMember = result.find("code");
  for (const auto& member : {number, key, ip, port, codeMember}) {
    const bool isNumber = member == number || member == port;
    if (member == result.end() || !(isNumber ? member->is_number_unsigned() : member->is_string())) return false;
  }
  number->get_to(line.number);
  key->get_to(line.key);
  ip->get_to(line.ip);
  port->get_to(line.port);
  codeMember->get_to(code);
  return line.number > 0;
}

}  // namespace

void appendResult(std::string& text, BatchFormat format, const BatchItem& item,
                  const Outcome<BandPrecheckResponse>& outcome) {
  if (format == BatchFormat::Csv) {
    appendCsv(text, item, outcome);
  } else {
    appendJson(text, item, outcome);
  }
}

bool isFailureCode(std::string_view code) {
  return std::any_of(kFailures.begin(), kFailures.end(),
                     [code](std::string_view beginning) { return code.substr(0, beginning.size()) == beginning; });
}

bool isUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t codepoint = 0;
    const auto length = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &codepoint);
    if (length <= 0) return false;
    at += static_cast<std::size_t>(length);
  }
  return true;
}

bool ResultParser::parse(std::string_view record, BatchLine& line, std::string& code) {
  if (format_ == BatchFormat::Jsonl) return readJson(record, line, code);
  if (!csv_.parse(record, fields_) || fields_.size() != kColumns) return false;
  line.key = std::move(fields_[1]);
  line.ip = std::move(fields_[2]);
  code = std::move(fields_[4]);
  return readWhole(fields_[0], line.number) && line.number > 0 && readWhole(fields_[3], line.port);
}

}  // namespace cli
}  // namespace snsuapi
