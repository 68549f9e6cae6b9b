#pragma once

#include <snsuapi/snsuapi.hpp>

namespace snsuapi_test {

inline snsuapi::BandPrecheckRequest precheckRequest() {
  snsuapi::BandPrecheckRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123);
  return request;
}

inline snsuapi::BandOfferOrderRequest orderRequest() {
  snsuapi::BandOfferOrderRequest request;
  request.setBandId(1000001).setOfferId(220980804008);
  return request;
}

inline snsuapi::BandStartSpeedUpRequest startRequest() {
  snsuapi::BandStartSpeedUpRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123).setBandId(1000001);
  request.setDirection(snsuapi::Direction::Up).setTargetBandwidth(20);
  return request;
}

inline snsuapi::BandStopSpeedUpRequest stopRequest() {
  snsuapi::BandStopSpeedUpRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123).setBandId(1000001).setDirection(snsuapi::Direction::Up);
  return request;
}

inline snsuapi::BandStatusQueryRequest statusRequest() {
  snsuapi::BandStatusQueryRequest request;
  request.setBandId(1000001);
  return request;
}

inline snsuapi::MobileStartSpeedUpRequest mobileStartRequest() {
  snsuapi::MobileStartSpeedUpRequest request;
  request.setToken("token-of-the-line");
  return request;
}

inline snsuapi::MobileStopSpeedUpRequest mobileStopRequest() {
  snsuapi::MobileStopSpeedUpRequest request;
  request.setCorrelationId("correlation-1");
  return request;
}

inline snsuapi::MobileStatusQueryRequest mobileStatusRequest() {
  snsuapi::MobileStatusQueryRequest request;
  request.setCorrelationId("correlation-1");
  return request;
}

/// A good answer to precheckRequest().
inline constexpr const char* kPrecheckBody =
    R"({"RequestId":"r-1","Code":"OK","Message":"请求成功","ResultModule":{"BandId":1000001,"UploadBandwidth":10,)"
    R"("DownloadBandwidth":50,"BandOfferList":[{"OfferId":220980804008,"Bandwidth":100,"Duration":9999,)"
    R"("Direction":"DOWN"}]}})";

/// A good answer to orderRequest().
inline constexpr const char* kOrderBody = R"({"RequestId":"r-2","Code":"OK","ResultModule":{"LxOrderId":77}})";

}  // namespace snsuapi_test
