#include <string.h>

#include "cases.h"

void c_unreachable(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  c_fails(client, c_request(SNSUAPI_BAND_OFFER_ORDER), "SDK.ServerUnreachable", SNSUAPI_KIND_TRANSPORT,
          SNSUAPI_NOT_SENT, false);
  snsuapi_client_destroy(client);
}

void c_connect_timeout(const char* hanging_endpoint) {
  snsuapi_client* client = c_client(hanging_endpoint);
  snsuapi_request* request = c_request(SNSUAPI_BAND_OFFER_ORDER);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_CONNECT_TIMEOUT, 20);
  c_fails(client, request, "SDK.ConnectTimeout", SNSUAPI_KIND_TRANSPORT, SNSUAPI_NOT_SENT, false);
  snsuapi_client_destroy(client);
}

void c_timeouts(const char* silent_endpoint) {
  const int32_t each[] = {SNSUAPI_REQUEST_READ_TIMEOUT, SNSUAPI_REQUEST_TOTAL_TIMEOUT};
  const int32_t of_profile[] = {SNSUAPI_PROFILE_READ_TIMEOUT, SNSUAPI_PROFILE_TOTAL_TIMEOUT};
  size_t i;
  for (i = 0; i < 2; ++i) {
    snsuapi_client* client = c_client(silent_endpoint);
    snsuapi_request* request = c_request(SNSUAPI_BAND_OFFER_ORDER);
    snsuapi_request_set_number(request, each[i], 20);
    c_fails(client, request, "SDK.ReadTimeout", SNSUAPI_KIND_TRANSPORT, SNSUAPI_DELIVERY_UNKNOWN, true);
    snsuapi_client_destroy(client);
  }
  for (i = 0; i < 2; ++i) {
    snsuapi_profile* profile = c_profile(silent_endpoint);
    snsuapi_client* client = NULL;
    snsuapi_profile_set_number(profile, of_profile[i], 20);
    HOLDS(snsuapi_client_create(profile, &client) == NULL);
    snsuapi_profile_destroy(profile);
    c_fails(client, c_request(SNSUAPI_BAND_PRECHECK), "SDK.ReadTimeout", SNSUAPI_KIND_TRANSPORT,
            SNSUAPI_DELIVERY_UNKNOWN, true);
    snsuapi_client_destroy(client);
  }
}

void c_closed_unanswered(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  c_fails(client, c_request(SNSUAPI_BAND_OFFER_ORDER), "SDK.ServerUnreachable", SNSUAPI_KIND_TRANSPORT,
          SNSUAPI_DELIVERY_UNKNOWN, true);
  snsuapi_client_destroy(client);
}

void c_not_the_service(const char* endpoint) {
  snsuapi_client* client = c_client(endpoint);
  c_fails(client, c_request(SNSUAPI_BAND_OFFER_ORDER), "SDK.InvalidServerResponse", SNSUAPI_KIND_INVALID_RESPONSE,
          SNSUAPI_ANSWERED, true);
  snsuapi_client_destroy(client);
}

void c_too_large(const char* endpoint) {
  snsuapi_profile* profile = c_profile(endpoint);
  snsuapi_client* client = NULL;
  snsuapi_response* response = NULL;
  snsuapi_error* error;
  snsuapi_request* request = c_request(SNSUAPI_BAND_PRECHECK);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_MAX_RESPONSE_BYTES, 10);
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  snsuapi_profile_destroy(profile);
  error = snsuapi_client_execute(client, request, &response);
  IS_TEXT(snsuapi_error_code(error), "SDK.ResponseTooLarge");
  snsuapi_error_destroy(error);
  snsuapi_request_destroy(request);
  snsuapi_client_destroy(client);
}

/* Counts the waits between attempts, and does not wait. */
static void no_wait(void* user_data, int64_t time) {
  HOLDS(time > 0 && time <= 7);
  ++*(int*)user_data;
}

void c_retry(const char* endpoint, int32_t action, int retries, int wanted_waits, bool succeeds) {
  int waits = 0;
  snsuapi_profile* profile = c_profile(endpoint);
  snsuapi_client* client = NULL;
  snsuapi_request* request = c_request(action);
  snsuapi_response* response = NULL;
  snsuapi_error* error;
  snsuapi_profile_set_environment(profile, NULL, NULL, no_wait, &waits);
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  snsuapi_profile_destroy(profile);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_RETRY_DELAY, 4);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_MAX_RETRY_DELAY, 7);
  if (retries > 0) snsuapi_request_set_number(request, SNSUAPI_REQUEST_RETRIES, retries);
  error = snsuapi_client_execute(client, request, &response);
  HOLDS((error == NULL) == succeeds);
  HOLDS((response != NULL) == succeeds);
  HOLDS(waits == wanted_waits);
  snsuapi_error_destroy(error);
  snsuapi_response_destroy(response);
  snsuapi_request_destroy(request);
  snsuapi_client_destroy(client);
}

void c_settled_before_sending(const char* endpoint) {
  snsuapi_profile* profile = c_profile(endpoint);
  snsuapi_client* client = NULL;
  snsuapi_profile_set_access_key(profile, "", "", "");
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  c_fails(client, c_request(SNSUAPI_BAND_PRECHECK), "SDK.CredentialsUnavailable", SNSUAPI_KIND_CONFIGURATION,
          SNSUAPI_NOT_SENT, false);
  snsuapi_client_destroy(client);
  snsuapi_profile_destroy(profile);

  client = c_client("http://not an endpoint");
  c_fails(client, c_request(SNSUAPI_BAND_PRECHECK), "SDK.EndpointResolvingError", SNSUAPI_KIND_CONFIGURATION,
          SNSUAPI_NOT_SENT, false);
  snsuapi_client_destroy(client);
}

static int64_t some_time(void* user_data) {
  ++*(int*)user_data;
  return INT64_C(1531123200000);
}

static void some_nonce(void* user_data, char* nonce, size_t size) {
  HOLDS(user_data != NULL);
  HOLDS(size == 64);
  strcpy(nonce, "nonce-of-the-program");
}

void c_settings(const char* endpoint) {
  int looks_at_the_clock = 0;
  snsuapi_profile* profile = c_profile("http://127.0.0.1:1");
  snsuapi_client* client = NULL;
  snsuapi_request* request = c_request(SNSUAPI_BAND_START_SPEED_UP);
  snsuapi_response* response = NULL;
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_REGION_ID, "elsewhere");
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_PROXY, NULL);
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_PROXY, "");
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_CA_FILE, "/not/there");
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_CA_FILE, NULL);
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_CA_PATH, "");
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_USER_AGENT, "launcher/3.2");
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_METHOD, SNSUAPI_POST);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_IP_VERSION, 4);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_CONNECT_TIMEOUT, 60000);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_READ_TIMEOUT, 60000);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_TOTAL_TIMEOUT, INT64_MAX);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_MAX_CONNECTIONS, 1);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_MAX_ASYNC_CONNECTIONS, 1);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_TIME_SOURCE, SNSUAPI_THIS_DEVICE);
  snsuapi_profile_set_access_key(profile, "testid", "testsecret", "sts-token");
  snsuapi_profile_set_environment(profile, some_time, some_nonce, NULL, &looks_at_the_clock);
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  snsuapi_profile_destroy(profile);

  snsuapi_request_set_text(request, SNSUAPI_REQUEST_ENDPOINT, endpoint);
  snsuapi_request_set_text(request, SNSUAPI_REQUEST_REGION_ID, "cn-hangzhou");
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_METHOD, SNSUAPI_GET);
  snsuapi_request_set_number(request, SNSUAPI_OWNER_ID, INT64_MIN);
  snsuapi_request_set_number(request, SNSUAPI_RESOURCE_OWNER_ID, INT64_MAX);
  snsuapi_request_set_text(request, SNSUAPI_RESOURCE_OWNER_ACCOUNT, "账户");
  snsuapi_request_set_text(request, SNSUAPI_BAND_SCENE, "");
  HOLDS(snsuapi_client_execute(client, request, &response) == NULL);
  HOLDS(snsuapi_response_is_true(response));
  HOLDS(looks_at_the_clock > 0);
  snsuapi_response_destroy(response);
  snsuapi_request_destroy(request);
  snsuapi_client_destroy(client);
}
