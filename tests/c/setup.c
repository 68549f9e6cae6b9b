#include <string.h>

#include "cases.h"

snsuapi_profile* c_profile(const char* endpoint) {
  snsuapi_profile* profile = snsuapi_profile_create();
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_REGION_ID, "cn-hangzhou");
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_ENDPOINT, endpoint);
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_PROXY, "");
  snsuapi_profile_set_access_key(profile, "testid", "testsecret", "");
  return profile;
}

snsuapi_client* c_client(const char* endpoint) {
  snsuapi_profile* profile = c_profile(endpoint);
  snsuapi_client* client = NULL;
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  HOLDS(client != NULL);
  snsuapi_profile_destroy(profile);
  return client;
}

snsuapi_request* c_request(int32_t action) {
  const bool is_of_line =
      action == SNSUAPI_BAND_PRECHECK || action == SNSUAPI_BAND_START_SPEED_UP || action == SNSUAPI_BAND_STOP_SPEED_UP;
  snsuapi_request* request = snsuapi_request_create(action);
  HOLDS(request != NULL);
  if (is_of_line) {
    snsuapi_request_set_text(request, SNSUAPI_IP_ADDRESS, "203.0.113.7");
    snsuapi_request_set_number(request, SNSUAPI_PORT, 50123);
  }
  if (action >= SNSUAPI_BAND_OFFER_ORDER && action <= SNSUAPI_BAND_STATUS_QUERY) {
    snsuapi_request_set_number(request, SNSUAPI_BAND_ID, 1000001);
  }
  if (action == SNSUAPI_BAND_OFFER_ORDER) snsuapi_request_set_number(request, SNSUAPI_OFFER_ID, INT64_C(220980804008));
  if (is_of_line && action != SNSUAPI_BAND_PRECHECK) snsuapi_request_set_text(request, SNSUAPI_DIRECTION, "UP");
  if (action == SNSUAPI_BAND_START_SPEED_UP) snsuapi_request_set_number(request, SNSUAPI_TARGET_BANDWIDTH, 20);
  if (action == SNSUAPI_MOBILE_START_SPEED_UP) snsuapi_request_set_text(request, SNSUAPI_TOKEN, "token-of-the-line");
  if (action >= SNSUAPI_MOBILE_STOP_SPEED_UP) {
    snsuapi_request_set_text(request, SNSUAPI_CORRELATION_ID, "correlation-1");
  }
  return request;
}

void c_fails(const snsuapi_client* client, snsuapi_request* request, const char* code, int32_t kind, int32_t delivery,
             bool may_have_been_carried_out) {
  snsuapi_response* response = NULL;
  snsuapi_error* error = snsuapi_client_execute(client, request, &response);
  HOLDS(error != NULL);
  HOLDS(response == NULL);
  HOLDS(strcmp(snsuapi_error_code(error), code) == 0);
  HOLDS(*snsuapi_error_message(error) != '\0');
  HOLDS(strstr(snsuapi_error_message(error), "testsecret") == NULL);
  HOLDS(snsuapi_error_kind(error) == kind);
  HOLDS(snsuapi_error_delivery(error) == delivery);
  HOLDS(snsuapi_error_may_have_been_carried_out(error) == may_have_been_carried_out);
  HOLDS((snsuapi_error_http_status(error) != 0) == (delivery == SNSUAPI_ANSWERED));
  snsuapi_error_destroy(error);
  snsuapi_request_destroy(request);
}
