#include "support/document.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace snsuapi_test {

using namespace snsuapi;
using nlohmann::json;

namespace {

/// An integer of the document, or a text of one, with one of the suffixes of the guide's samples.
std::optional<std::int64_t> numberIn(const json& value) {
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) return {};
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return {};
  std::string text = value.get<std::string>();
  if (!text.empty() && std::string_view("LlMm").find(text.back()) != std::string_view::npos) text.pop_back();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

std::optional<bool> boolIn(const json& value) {
  if (value.is_boolean()) return value.get<bool>();
  std::string text = value.is_string() ? value.get<std::string>() : std::string();
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (text == "true") return true;
  if (text == "false") return false;
  return {};
}

/// The members of an object; a null for what is not there.
class Members {
 public:
  explicit Members(const json& object) : object_(object) {}

  const json& operator[](const char* name) const {
    const auto found = object_.find(name);
    return found == object_.end() ? null() : *found;
  }
  /// The first of the names that has a value.
  const json& first(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      if (!(*this)[name].is_null()) return (*this)[name];
    }
    return null();
  }

 private:
  static const json& null() {
    static const json value;
    return value;
  }

  const json& object_;
};

/// Compares, and keeps the name of the first thing that differs.
class Comparison {
 public:
  Comparison(const AcsResponse& response, const std::string& text) : document_(json::parse(text, nullptr, false)) {
    expect(document_.is_object(), "a JSON object");
    if (!document_.is_object()) return;
    const Members members(document_);
    for (const char* name : {"ResultCode", "Code", "resultCode", "code"}) {
      expect(members[name].is_null() || members[name] == "OK", name);
    }
    expect(response.getResultCode() == "OK", "the code OK");
    expectText(response.getRequestId(), members.first({"RequestId", "requestId"}), "RequestId");
    expectText(response.getResultMessage(), members.first({"ResultMessage", "Message", "resultMessage", "message"}),
               "ResultMessage");
    module_ = members.first({"ResultModule", "ResultModle", "resultModule"});
  }

  void expect(bool holds, const char* what) {
    if (!holds && different_.empty()) different_ = what;
  }
  void expectNumber(std::int64_t number, const json& value, const char* what) {
    expect(numberIn(value) == number, what);
  }
  void expectTarget(const std::optional<int>& target, const json& value, const char* what) {
    if (target) return expectNumber(*target, value, what);
    expect(value.is_null() || value == "", what);
  }
  /// An optional text.
  void expectText(const std::string& text, const json& value, const char* what) {
    expect(value.is_null() ? text.empty() : value == text, what);
  }

  const json& module() const { return module_; }
  std::string different() const { return different_; }

 private:
  const json document_;
  json module_;
  std::string different_;
};

void compareOffers(Comparison& comparison, const std::vector<BandOffer>& offers, const json& list) {
  // Bare, or wrapped under either of two names.
  if (list.is_object()) {
    const json& items = Members(list)[list.contains("BandOfferListItem") ? "BandOfferListItem" : "BandOfferList"];
    if (items.is_array()) return compareOffers(comparison, offers, items);
    return comparison.expect(offers.empty(), "BandOfferList");
  }
  if (!list.is_array()) return comparison.expect(offers.empty() && (list.is_null() || list == ""), "BandOfferList");
  comparison.expect(offers.size() == list.size(), "BandOfferList");
  for (std::size_t i = 0; i < std::min(offers.size(), list.size()); ++i) {
    const Members offer(list[i]);
    comparison.expectNumber(offers[i].getOfferId(), offer["OfferId"], "OfferId");
    comparison.expectNumber(offers[i].getBandwidth(), offer["Bandwidth"], "Bandwidth");
    comparison.expectNumber(offers[i].getDuration(), offer["Duration"], "Duration");
    comparison.expect(offer["Direction"] == std::string(offers[i].getDirection().text()), "Direction");
    comparison.expect(offers[i].isMonthly() == (offers[i].getDuration() >= 9999), "isMonthly");
  }
}

template <class Response>
std::string compareBool(const Response& response, const std::string& document) {
  Comparison comparison(response, document);
  comparison.expect(boolIn(comparison.module()) == response.getResultModule(), "ResultModule");
  return comparison.different();
}

}  // namespace

std::string notInDocument(const BandPrecheckResponse& response, const std::string& document) {
  Comparison comparison(response, document);
  const auto& own = response.getResultModule();
  const Members module(comparison.module());
  comparison.expectNumber(own.getBandId(), module["BandId"], "BandId");
  comparison.expectNumber(own.getUploadBandwidth(), module["UploadBandwidth"], "UploadBandwidth");
  comparison.expectNumber(own.getDownloadBandwidth(), module["DownloadBandwidth"], "DownloadBandwidth");
  compareOffers(comparison, own.getBandOfferList(), module["BandOfferList"]);
  return comparison.different();
}

std::string notInDocument(const BandOfferOrderResponse& response, const std::string& document) {
  Comparison comparison(response, document);
  comparison.expectNumber(response.getResultModule().getLxOrderId(), Members(comparison.module())["LxOrderId"],
                          "LxOrderId");
  return comparison.different();
}

std::string notInDocument(const BandStatusQueryResponse& response, const std::string& document) {
  Comparison comparison(response, document);
  const auto& own = response.getResultModule();
  const Members module(comparison.module());
  comparison.expectTarget(own.getUploadTarget(), module["UploadTarget"], "UploadTarget");
  comparison.expectTarget(own.getDownloadTarget(), module["DownloadTarget"], "DownloadTarget");
  return comparison.different();
}

std::string notInDocument(const MobileStartSpeedUpResponse& response, const std::string& document) {
  Comparison comparison(response, document);
  comparison.expect(comparison.module() == response.getResultModule() && comparison.module() != "", "ResultModule");
  return comparison.different();
}

std::string notInDocument(const CommonResponse& response, const std::string& document) {
  Comparison comparison(response, document);
  const std::string& text = response.getResultModule();
  comparison.expect(response.getData() == document, "the data");
  comparison.expect(document.find(text) != std::string::npos, "ResultModule, as it came");
  comparison.expect(text.empty() ? comparison.module().is_null() : json::parse(text) == comparison.module(),
                    "ResultModule");
  return comparison.different();
}

std::string notInDocument(const BandStartSpeedUpResponse& response, const std::string& document) {
  return compareBool(response, document);
}
std::string notInDocument(const BandStopSpeedUpResponse& response, const std::string& document) {
  return compareBool(response, document);
}
std::string notInDocument(const MobileStopSpeedUpResponse& response, const std::string& document) {
  return compareBool(response, document);
}
std::string notInDocument(const MobileStatusQueryResponse& response, const std::string& document) {
  return compareBool(response, document);
}

}  // namespace snsuapi_test
