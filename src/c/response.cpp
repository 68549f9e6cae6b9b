#include "c/response.hpp"

#include <snsuapi/model/band_offer_order.hpp>
#include <snsuapi/model/band_precheck.hpp>
#include <snsuapi/model/band_start_speed_up.hpp>
#include <snsuapi/model/band_status_query.hpp>
#include <snsuapi/model/band_stop_speed_up.hpp>
#include <snsuapi/model/common_request.hpp>
#include <snsuapi/model/mobile_start_speed_up.hpp>
#include <snsuapi/model/mobile_status_query.hpp>
#include <snsuapi/model/mobile_stop_speed_up.hpp>

using namespace snsuapi;

namespace {

template <class Response>
snsuapi_response::Answer make() {
  return {new Response, [](AcsResponse* answer) { delete static_cast<Response*>(answer); }};
}

snsuapi_response::Answer responseFor(std::int32_t action) {
  switch (action) {
    case SNSUAPI_BAND_PRECHECK:
      return make<BandPrecheckResponse>();
    case SNSUAPI_BAND_OFFER_ORDER:
      return make<BandOfferOrderResponse>();
    case SNSUAPI_BAND_START_SPEED_UP:
      return make<BandStartSpeedUpResponse>();
    case SNSUAPI_BAND_STOP_SPEED_UP:
      return make<BandStopSpeedUpResponse>();
    case SNSUAPI_BAND_STATUS_QUERY:
      return make<BandStatusQueryResponse>();
    case SNSUAPI_MOBILE_START_SPEED_UP:
      return make<MobileStartSpeedUpResponse>();
    case SNSUAPI_MOBILE_STOP_SPEED_UP:
      return make<MobileStopSpeedUpResponse>();
    case SNSUAPI_MOBILE_STATUS_QUERY:
      return make<MobileStatusQueryResponse>();
    default:
      return make<CommonResponse>();
  }
}

/// The response as that of an action; null when it is another's, or none.
template <class Response>
const Response* as(const snsuapi_response* response, std::int32_t action) {
  const bool is = response != nullptr && response->action == action;
  return is ? static_cast<const Response*>(response->answer.get()) : nullptr;
}

const BandPrecheckResponse::ResultModule* precheck(const snsuapi_response* response) {
  const auto* answer = as<BandPrecheckResponse>(response, SNSUAPI_BAND_PRECHECK);
  return answer != nullptr ? &answer->getResultModule() : nullptr;
}

const BandOffer* offer(const snsuapi_response* response, std::size_t index) {
  const auto* module = precheck(response);
  const bool is = module != nullptr && index < module->getBandOfferList().size();
  return is ? &module->getBandOfferList()[index] : nullptr;
}

const BandStatusQueryResponse::ResultModule* status(const snsuapi_response* response) {
  const auto* answer = as<BandStatusQueryResponse>(response, SNSUAPI_BAND_STATUS_QUERY);
  return answer != nullptr ? &answer->getResultModule() : nullptr;
}

const CommonResponse* common(const snsuapi_response* response) { return as<CommonResponse>(response, 0); }

}  // namespace

snsuapi_response::snsuapi_response(std::int32_t which) : action(which), answer(responseFor(which)) {}

void snsuapi_response_destroy(snsuapi_response* response) { delete response; }

const char* snsuapi_response_request_id(const snsuapi_response* response) {
  return response != nullptr ? response->answer->getRequestId().c_str() : "";
}

const char* snsuapi_response_result_code(const snsuapi_response* response) {
  return response != nullptr ? response->answer->getResultCode().c_str() : "";
}

const char* snsuapi_response_result_message(const snsuapi_response* response) {
  return response != nullptr ? response->answer->getResultMessage().c_str() : "";
}

std::int64_t snsuapi_response_band_id(const snsuapi_response* response) {
  const auto* module = precheck(response);
  return module != nullptr ? module->getBandId() : 0;
}

std::int32_t snsuapi_response_upload_bandwidth(const snsuapi_response* response) {
  const auto* module = precheck(response);
  return module != nullptr ? module->getUploadBandwidth() : 0;
}

std::int32_t snsuapi_response_download_bandwidth(const snsuapi_response* response) {
  const auto* module = precheck(response);
  return module != nullptr ? module->getDownloadBandwidth() : 0;
}

std::size_t snsuapi_response_offer_count(const snsuapi_response* response) {
  const auto* module = precheck(response);
  return module != nullptr ? module->getBandOfferList().size() : 0;
}

std::int64_t snsuapi_response_offer_id(const snsuapi_response* response, std::size_t index) {
  const BandOffer* one = offer(response, index);
  return one != nullptr ? one->getOfferId() : 0;
}

std::int32_t snsuapi_response_offer_bandwidth(const snsuapi_response* response, std::size_t index) {
  const BandOffer* one = offer(response, index);
  return one != nullptr ? one->getBandwidth() : 0;
}

std::int64_t snsuapi_response_offer_duration(const snsuapi_response* response, std::size_t index) {
  const BandOffer* one = offer(response, index);
  return one != nullptr ? one->getDuration() : 0;
}

bool snsuapi_response_offer_is_monthly(const snsuapi_response* response, std::size_t index) {
  const BandOffer* one = offer(response, index);
  return one != nullptr && one->isMonthly();
}

const char* snsuapi_response_offer_direction(const snsuapi_response* response, std::size_t index) {
  const BandOffer* one = offer(response, index);
  return one != nullptr ? one->getDirection().text().data() : "";  // a literal's, or a whole string's
}

std::int64_t snsuapi_response_order_id(const snsuapi_response* response) {
  const auto* answer = as<BandOfferOrderResponse>(response, SNSUAPI_BAND_OFFER_ORDER);
  return answer != nullptr ? answer->getResultModule().getLxOrderId() : 0;
}

bool snsuapi_response_is_true(const snsuapi_response* response) {
  const auto* started = as<BandStartSpeedUpResponse>(response, SNSUAPI_BAND_START_SPEED_UP);
  if (started != nullptr) return started->getResultModule();
  const auto* stopped = as<BandStopSpeedUpResponse>(response, SNSUAPI_BAND_STOP_SPEED_UP);
  if (stopped != nullptr) return stopped->getResultModule();
  const auto* mobileStopped = as<MobileStopSpeedUpResponse>(response, SNSUAPI_MOBILE_STOP_SPEED_UP);
  if (mobileStopped != nullptr) return mobileStopped->getResultModule();
  const auto* runs = as<MobileStatusQueryResponse>(response, SNSUAPI_MOBILE_STATUS_QUERY);
  return runs != nullptr && runs->getResultModule();
}

std::int32_t snsuapi_response_upload_target(const snsuapi_response* response) {
  const auto* module = status(response);
  return module != nullptr ? module->getUploadTarget().value_or(0) : 0;
}

std::int32_t snsuapi_response_download_target(const snsuapi_response* response) {
  const auto* module = status(response);
  return module != nullptr ? module->getDownloadTarget().value_or(0) : 0;
}

const char* snsuapi_response_correlation_id(const snsuapi_response* response) {
  const auto* answer = as<MobileStartSpeedUpResponse>(response, SNSUAPI_MOBILE_START_SPEED_UP);
  return answer != nullptr ? answer->getResultModule().c_str() : "";
}

std::int32_t snsuapi_response_http_status(const snsuapi_response* response) {
  const auto* answer = common(response);
  return answer != nullptr ? answer->getHttpStatus() : 0;
}

const char* snsuapi_response_data(const snsuapi_response* response) {
  const auto* answer = common(response);
  return answer != nullptr ? answer->getData().c_str() : "";
}

const char* snsuapi_response_result_module(const snsuapi_response* response) {
  const auto* answer = common(response);
  return answer != nullptr ? answer->getResultModule().c_str() : "";
}
