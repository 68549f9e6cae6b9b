#include <string.h>

#include "cases.h"

static void is_refused(snsuapi_error* error, const char* message) {
  HOLDS(error != NULL);
  HOLDS(snsuapi_error_kind(error) == SNSUAPI_KIND_INVALID_PARAMETER);
  HOLDS(snsuapi_error_delivery(error) == SNSUAPI_NOT_SENT);
  HOLDS(snsuapi_error_http_status(error) == 0);
  HOLDS(!snsuapi_error_may_have_been_carried_out(error));
  IS_TEXT(snsuapi_error_code(error), "SDK.InvalidParameter");
  c_check(strstr(snsuapi_error_message(error), message) != NULL, snsuapi_error_message(error), __FILE__, __LINE__);
  c_check(strstr(snsuapi_error_message(error), "nothing was sent") != NULL, message, __FILE__, __LINE__);
  snsuapi_error_destroy(error);
}

static void request_is_refused(const snsuapi_client* client, snsuapi_request* request, const char* message) {
  snsuapi_response* response = NULL;
  is_refused(snsuapi_client_execute(client, request, &response), message);
  HOLDS(response == NULL);
  snsuapi_request_destroy(request);
}

static void profile_is_refused(snsuapi_profile* profile, const char* message) {
  snsuapi_client* client = NULL;
  is_refused(snsuapi_client_create(profile, &client), message);
  HOLDS(client == NULL);
  snsuapi_profile_destroy(profile);
}

static void never_called(void* user_data, snsuapi_response* response, snsuapi_error* error) {
  HOLDS(user_data == NULL && response == NULL && error == NULL && "is never called");
}

static void accessors_take_null(void) {
  HOLDS(snsuapi_error_kind(NULL) == SNSUAPI_KIND_NONE);
  IS_TEXT(snsuapi_error_code(NULL), "");
  IS_TEXT(snsuapi_error_message(NULL), "");
  IS_TEXT(snsuapi_error_request_id(NULL), "");
  HOLDS(snsuapi_error_http_status(NULL) == 0);
  HOLDS(snsuapi_error_delivery(NULL) == SNSUAPI_NOT_SENT);
  HOLDS(!snsuapi_error_may_have_been_carried_out(NULL));
  HOLDS(!snsuapi_error_is_throttling(NULL));
  IS_TEXT(snsuapi_response_request_id(NULL), "");
  IS_TEXT(snsuapi_response_result_code(NULL), "");
  IS_TEXT(snsuapi_response_result_message(NULL), "");
  HOLDS(snsuapi_response_band_id(NULL) == 0);
  HOLDS(snsuapi_response_upload_bandwidth(NULL) == 0);
  HOLDS(snsuapi_response_download_bandwidth(NULL) == 0);
  HOLDS(snsuapi_response_offer_count(NULL) == 0);
  HOLDS(snsuapi_response_offer_id(NULL, 0) == 0);
  HOLDS(snsuapi_response_offer_bandwidth(NULL, 0) == 0);
  HOLDS(snsuapi_response_offer_duration(NULL, 0) == 0);
  HOLDS(!snsuapi_response_offer_is_monthly(NULL, 0));
  IS_TEXT(snsuapi_response_offer_direction(NULL, 0), "");
  HOLDS(snsuapi_response_order_id(NULL) == 0);
  HOLDS(!snsuapi_response_is_true(NULL));
  HOLDS(snsuapi_response_upload_target(NULL) == 0);
  HOLDS(snsuapi_response_download_target(NULL) == 0);
  IS_TEXT(snsuapi_response_correlation_id(NULL), "");
  HOLDS(snsuapi_response_http_status(NULL) == 0);
  IS_TEXT(snsuapi_response_data(NULL), "");
  IS_TEXT(snsuapi_response_result_module(NULL), "");
}

void c_null_arguments(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  snsuapi_request* request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_response* response = NULL;
  snsuapi_call* call = NULL;
  snsuapi_client* other = client;
  int64_t count = 7;

  HOLDS(*snsuapi_version() != '\0');
  accessors_take_null();
  snsuapi_profile_destroy(NULL);
  snsuapi_client_destroy(NULL);
  snsuapi_request_destroy(NULL);
  snsuapi_response_destroy(NULL);
  snsuapi_call_destroy(NULL);
  snsuapi_error_destroy(NULL);
  HOLDS(snsuapi_call_cancel(NULL) == NULL);
  snsuapi_profile_set_text(NULL, SNSUAPI_PROFILE_ENDPOINT, endpoint);
  snsuapi_profile_set_number(NULL, SNSUAPI_PROFILE_METHOD, SNSUAPI_GET);
  snsuapi_profile_set_access_key(NULL, NULL, NULL, NULL);
  snsuapi_profile_set_environment(NULL, NULL, NULL, NULL, NULL);
  snsuapi_profile_set_event_loop(NULL, NULL, NULL, NULL, NULL);
  snsuapi_request_set_text(NULL, SNSUAPI_IP_ADDRESS, "203.0.113.7");
  snsuapi_request_set_number(NULL, SNSUAPI_PORT, 1);
  snsuapi_request_put_parameter(NULL, NULL, NULL);

  is_refused(snsuapi_client_create(NULL, &other), "profile is NULL");
  HOLDS(other == NULL);
  is_refused(snsuapi_client_create(NULL, NULL), "client is NULL");
  is_refused(snsuapi_client_execute(NULL, request, &response), "client is NULL");
  is_refused(snsuapi_client_execute(client, NULL, &response), "request is NULL");
  is_refused(snsuapi_client_execute(client, request, NULL), "response is NULL");
  is_refused(snsuapi_client_execute_async(NULL, request, never_called, NULL, &call), "client is NULL");
  is_refused(snsuapi_client_execute_async(client, NULL, never_called, NULL, &call), "request is NULL");
  is_refused(snsuapi_client_execute_async(client, request, NULL, NULL, &call), "callback is NULL");
  HOLDS(call == NULL);
  is_refused(snsuapi_client_poll(NULL, &count), "client is NULL");
  HOLDS(count == 0);
  is_refused(snsuapi_client_on_socket_ready(NULL, 0, true, true), "client is NULL");
  is_refused(snsuapi_client_on_timer(NULL), "client is NULL");
  is_refused(snsuapi_client_on_wake_up(NULL), "client is NULL");
  HOLDS(snsuapi_client_close(NULL, 0));
  /* There is nothing to be told, as yet. */
  HOLDS(snsuapi_client_on_socket_ready(client, 0, true, true) == NULL);
  HOLDS(snsuapi_client_on_timer(client) == NULL);
  HOLDS(snsuapi_client_on_wake_up(client) == NULL);
  snsuapi_request_destroy(request);
  snsuapi_client_destroy(client);
}

static snsuapi_profile* with_number(int32_t setting, int64_t value) {
  snsuapi_profile* profile = c_profile("http://127.0.0.1:1");
  snsuapi_profile_set_number(profile, setting, value);
  return profile;
}

void c_bad_profiles(void) {
  static const int32_t no_texts[] = {INT32_MIN, 0, 99, 106, SNSUAPI_PROFILE_METHOD, SNSUAPI_IP_ADDRESS, INT32_MAX};
  static const int32_t no_numbers[] = {INT32_MIN, 0, 119, 130, SNSUAPI_PROFILE_PROXY, SNSUAPI_PORT, INT32_MAX};
  size_t i;
  snsuapi_profile* profile;
  for (i = 0; i < sizeof no_texts / sizeof *no_texts; ++i) {
    profile = c_profile("http://127.0.0.1:1");
    snsuapi_profile_set_text(profile, no_texts[i], "text");
    profile_is_refused(profile, "a profile does not take ");
    profile_is_refused(with_number(no_numbers[i], 1), "a profile does not take ");
  }
  profile_is_refused(with_number(SNSUAPI_PROFILE_METHOD, 2), "120 of snsuapi.h can't be 2");
  profile_is_refused(with_number(SNSUAPI_PROFILE_CONNECT_TIMEOUT, -1), "121 of snsuapi.h can't be -1");
  profile_is_refused(with_number(SNSUAPI_PROFILE_IP_VERSION, 5), "can't be 5");
  profile_is_refused(with_number(SNSUAPI_PROFILE_MAX_CONNECTIONS, INT64_MIN), "can't be -9223372036854775808");
  profile_is_refused(with_number(SNSUAPI_PROFILE_POLL_FOR_CALLBACKS, 2), "can't be 2");
  profile_is_refused(with_number(SNSUAPI_PROFILE_TIME_SOURCE, 3), "can't be 3");

  profile = c_profile("http://127.0.0.1:1");
  snsuapi_profile_set_access_key(profile, NULL, "testsecret", "");
  snsuapi_profile_set_access_key(profile, "testid", NULL, ""); /* the first is told */
  profile_is_refused(profile, "access_key_id is NULL");
  profile = c_profile("http://127.0.0.1:1");
  snsuapi_profile_set_access_key(profile, "testid", NULL, "");
  profile_is_refused(profile, "access_key_secret is NULL");
  profile = c_profile("http://127.0.0.1:1");
  snsuapi_profile_set_access_key(profile, "testid", "testsecret", NULL);
  profile_is_refused(profile, "security_token is NULL");
  profile = c_profile("http://127.0.0.1:1");
  snsuapi_profile_set_event_loop(profile, NULL, NULL, NULL, NULL);
  profile_is_refused(profile, "watch is NULL");
}

void c_bad_requests(const char* endpoint) {
  static const int32_t no_texts[] = {INT32_MIN, 0, SNSUAPI_PORT, SNSUAPI_BAND_SCENE, 242, INT32_MAX};
  static const int32_t no_numbers[] = {INT32_MIN, 0, SNSUAPI_IP_ADDRESS, SNSUAPI_BAND_ID, 259, INT32_MAX};
  snsuapi_client* client = c_client(endpoint);
  snsuapi_request* request;
  size_t i;
  for (i = 0; i < sizeof no_texts / sizeof *no_texts; ++i) {
    request = c_request(SNSUAPI_BAND_PRECHECK);
    snsuapi_request_set_text(request, no_texts[i], "1");
    request_is_refused(client, request, "BandPrecheck does not take ");
    request = c_request(SNSUAPI_BAND_PRECHECK);
    snsuapi_request_set_number(request, no_numbers[i], 1);
    request_is_refused(client, request, "BandPrecheck does not take ");
  }
  request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_READ_ONLY, 1);
  request_is_refused(client, request, "BandPrecheck does not take 267");
  request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_RETRIES, INT64_MAX);
  request_is_refused(client, request, "264 of snsuapi.h can't be 9223372036854775807");
  request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_METHOD, -1);
  request_is_refused(client, request, "260 of snsuapi.h can't be -1");
  request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_READ_TIMEOUT, 0);
  request_is_refused(client, request, "readTimeout");
  request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_set_text(request, SNSUAPI_IP_ADDRESS, NULL);
  request_is_refused(client, request, "value is NULL");
  request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_put_parameter(request, "BandId", "1");
  request_is_refused(client, request, "BandId is put to a request that was not made by");

  request_is_refused(client, snsuapi_request_create(0), "can't be 0");
  request = snsuapi_request_create(9);
  snsuapi_request_set_number(request, SNSUAPI_BAND_ID, 1);
  request_is_refused(client, request, "can't be 9");
  request_is_refused(client, snsuapi_request_create_common(NULL), "action is NULL");
  request = snsuapi_request_create_common("BandPrecheck");
  snsuapi_request_put_parameter(request, NULL, "1");
  request_is_refused(client, request, "name is NULL");
  request = snsuapi_request_create_common("BandPrecheck");
  snsuapi_request_put_parameter(request, "BandId", NULL);
  request_is_refused(client, request, "value is NULL");
  request = snsuapi_request_create_common("BandPrecheck");
  snsuapi_request_set_number(request, SNSUAPI_PORT, 1);
  request_is_refused(client, request, "BandPrecheck does not take 220");
  request = snsuapi_request_create_common("BandPrecheck");
  snsuapi_request_put_parameter(request, "Signature", "mine");
  request_is_refused(client, request, "Signature");
  snsuapi_client_destroy(client);
}
