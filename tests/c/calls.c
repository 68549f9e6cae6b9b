#include <string.h>

#include "cases.h"

/* Calls, checks that the service said OK, and destroys the request. */
static snsuapi_response* succeed(const snsuapi_client* client, snsuapi_request* request) {
  snsuapi_response* response = NULL;
  snsuapi_error* error = snsuapi_client_execute(client, request, &response);
  c_check(error == NULL, snsuapi_error_message(error), __FILE__, __LINE__);
  HOLDS(response != NULL);
  HOLDS(*snsuapi_response_request_id(response) != '\0');
  IS_TEXT(snsuapi_response_result_code(response), "OK");
  snsuapi_error_destroy(error);
  snsuapi_request_destroy(request);
  return response;
}

static void is_true(const snsuapi_client* client, snsuapi_request* request, bool wanted) {
  snsuapi_response* response = succeed(client, request);
  HOLDS(snsuapi_response_is_true(response) == wanted);
  snsuapi_response_destroy(response);
}

static void check_precheck(const snsuapi_response* response) {
  const size_t count = snsuapi_response_offer_count(response);
  size_t i;
  bool is_found = false;
  IS_TEXT(snsuapi_response_result_message(response), "请求成功");
  HOLDS(snsuapi_response_band_id(response) == 1000001);
  HOLDS(snsuapi_response_upload_bandwidth(response) == 5);
  HOLDS(snsuapi_response_download_bandwidth(response) == 50);
  HOLDS(count == 8);
  for (i = 0; i < count; ++i) {
    const char* direction = snsuapi_response_offer_direction(response, i);
    HOLDS(strcmp(direction, "UP") == 0 || strcmp(direction, "DOWN") == 0);
    HOLDS(snsuapi_response_offer_is_monthly(response, i) == (snsuapi_response_offer_duration(response, i) >= 9999));
    if (snsuapi_response_offer_id(response, i) != INT64_C(220980804008)) continue; /* 33 bits and more */
    is_found = true;
    IS_TEXT(direction, "UP");
    HOLDS(snsuapi_response_offer_bandwidth(response, i) == 20);
    HOLDS(snsuapi_response_offer_duration(response, i) == 9999);
  }
  HOLDS(is_found);
  HOLDS(snsuapi_response_offer_id(response, count) == 0);
  HOLDS(snsuapi_response_offer_bandwidth(response, count) == 0);
  HOLDS(snsuapi_response_offer_duration(response, count) == 0);
  HOLDS(!snsuapi_response_offer_is_monthly(response, count));
  IS_TEXT(snsuapi_response_offer_direction(response, SIZE_MAX), "");
  /* What other actions' responses hold. */
  HOLDS(snsuapi_response_order_id(response) == 0);
  HOLDS(!snsuapi_response_is_true(response));
  HOLDS(snsuapi_response_upload_target(response) == 0);
  HOLDS(snsuapi_response_download_target(response) == 0);
  IS_TEXT(snsuapi_response_correlation_id(response), "");
  HOLDS(snsuapi_response_http_status(response) == 0);
  IS_TEXT(snsuapi_response_data(response), "");
  IS_TEXT(snsuapi_response_result_module(response), "");
}

void c_purchase(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  snsuapi_response* response = succeed(client, c_request(SNSUAPI_BAND_PRECHECK));
  check_precheck(response);
  snsuapi_response_destroy(response);

  response = succeed(client, c_request(SNSUAPI_BAND_OFFER_ORDER));
  HOLDS(snsuapi_response_order_id(response) == 1);
  HOLDS(snsuapi_response_band_id(response) == 0);
  HOLDS(snsuapi_response_offer_count(response) == 0);
  snsuapi_response_destroy(response);

  is_true(client, c_request(SNSUAPI_BAND_START_SPEED_UP), true);
  response = succeed(client, c_request(SNSUAPI_BAND_STATUS_QUERY));
  HOLDS(snsuapi_response_upload_target(response) == 20);
  HOLDS(snsuapi_response_download_target(response) == 0);
  snsuapi_response_destroy(response);
  is_true(client, c_request(SNSUAPI_BAND_STOP_SPEED_UP), true);
  is_true(client, c_request(SNSUAPI_BAND_STOP_SPEED_UP), false);
  snsuapi_client_destroy(client);
}

void c_mobile(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  snsuapi_response* started = succeed(client, c_request(SNSUAPI_MOBILE_START_SPEED_UP));
  const char* id = snsuapi_response_correlation_id(started);
  const int32_t actions[] = {SNSUAPI_MOBILE_STATUS_QUERY, SNSUAPI_MOBILE_STOP_SPEED_UP, SNSUAPI_MOBILE_STATUS_QUERY};
  size_t i;
  HOLDS(*id != '\0');
  for (i = 0; i < 3; ++i) {
    snsuapi_request* request = snsuapi_request_create(actions[i]);
    snsuapi_request_set_text(request, SNSUAPI_CORRELATION_ID, id);
    is_true(client, request, i < 2);
  }
  snsuapi_response_destroy(started);
  snsuapi_client_destroy(client);
}

void c_common(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  snsuapi_request* request = snsuapi_request_create_common("BandStatusQuery");
  snsuapi_response* response;
  snsuapi_request_put_parameter(request, "BandId", "7");
  snsuapi_request_put_parameter(request, "BandId", "1000001");
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_READ_ONLY, 1);
  response = succeed(client, request);
  HOLDS(snsuapi_response_http_status(response) == 200);
  HOLDS(*snsuapi_response_data(response) == '{');
  HOLDS(strstr(snsuapi_response_data(response), snsuapi_response_request_id(response)) != NULL);
  HOLDS(*snsuapi_response_result_module(response) == '{');
  HOLDS(snsuapi_response_upload_target(response) == 0);
  snsuapi_response_destroy(response);

  request = snsuapi_request_create_common("NoSuchAction");
  c_fails(client, request, "InvalidAction.NotFound", SNSUAPI_KIND_SERVICE, SNSUAPI_ANSWERED, false);
  snsuapi_client_destroy(client);
}

void c_refusals(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  int32_t action;
  for (action = SNSUAPI_BAND_PRECHECK; action <= SNSUAPI_MOBILE_STATUS_QUERY; ++action) {
    snsuapi_request* request = c_request(action);
    snsuapi_response* response = NULL;
    snsuapi_error* error = snsuapi_client_execute(client, request, &response);
    HOLDS(response == NULL);
    IS_TEXT(snsuapi_error_code(error), "isv.BUSINESS_LIMIT_CONTROL");
    IS_TEXT(snsuapi_error_message(error), "slowly");
    HOLDS(snsuapi_error_kind(error) == SNSUAPI_KIND_SERVICE);
    HOLDS(snsuapi_error_delivery(error) == SNSUAPI_ANSWERED);
    HOLDS(snsuapi_error_http_status(error) == 400);
    HOLDS(*snsuapi_error_request_id(error) != '\0');
    HOLDS(snsuapi_error_is_throttling(error));
    HOLDS(!snsuapi_error_may_have_been_carried_out(error));
    snsuapi_error_destroy(error);
    snsuapi_request_destroy(request);
  }
  snsuapi_client_destroy(client);
}

void c_wrong_secret(const char* endpoint) {
  snsuapi_profile* profile = c_profile(endpoint);
  snsuapi_client* client = NULL;
  snsuapi_profile_set_access_key(profile, "testid", "testsecret-but-not-quite", "");
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  snsuapi_profile_destroy(profile);
  c_fails(client, c_request(SNSUAPI_BAND_PRECHECK), "SDK.InvalidAccessKeySecret", SNSUAPI_KIND_SERVICE,
          SNSUAPI_ANSWERED, false);
  snsuapi_client_destroy(client);
}

void c_key_of_the_environment(const char* endpoint) {
  snsuapi_profile* profile = snsuapi_profile_create();
  snsuapi_client* client = NULL;
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_ENDPOINT, endpoint);
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_PROXY, "");
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  snsuapi_profile_destroy(profile);
  snsuapi_response_destroy(succeed(client, c_request(SNSUAPI_BAND_PRECHECK)));
  snsuapi_client_destroy(client);
}
