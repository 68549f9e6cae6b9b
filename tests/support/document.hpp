#pragma once

#include <snsuapi/snsuapi.hpp>
#include <string>

namespace snsuapi_test {

// Whether all that a successful response tells stands in the document that it was read from, where the guide has it, as
// another JSON reader reads it. What does not is named; empty: all does. The document may be anything; what is no JSON
// object with the code OK is itself amiss, since a response was made of it.

std::string notInDocument(const snsuapi::BandPrecheckResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::BandOfferOrderResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::BandStartSpeedUpResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::BandStopSpeedUpResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::BandStatusQueryResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::MobileStartSpeedUpResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::MobileStopSpeedUpResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::MobileStatusQueryResponse& response, const std::string& document);
std::string notInDocument(const snsuapi::CommonResponse& response, const std::string& document);

}  // namespace snsuapi_test
