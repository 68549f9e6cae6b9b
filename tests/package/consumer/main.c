#include <snsuapi/c/snsuapi.h>
#include <stdio.h>
#include <string.h>

/* Fails unless the library that it was linked to makes a call as it should, and says why there is no answer. */
int main(void) {
  snsuapi_profile* profile = snsuapi_profile_create();
  snsuapi_client* client = NULL;
  snsuapi_request* request = snsuapi_request_create(SNSUAPI_BAND_PRECHECK);
  snsuapi_response* response = NULL;
  snsuapi_error* error;
  int passed;
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_ENDPOINT, "http://127.0.0.1:1");
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_PROXY, "");
  snsuapi_profile_set_access_key(profile, "testid", "testsecret", "");
  snsuapi_request_set_text(request, SNSUAPI_IP_ADDRESS, "203.0.113.7");
  snsuapi_request_set_number(request, SNSUAPI_PORT, 50123);
  error = snsuapi_client_create(profile, &client);
  if (error == NULL) error = snsuapi_client_execute(client, request, &response);
  passed = strcmp(snsuapi_error_code(error), "SDK.ServerUnreachable") == 0 && response == NULL &&
           snsuapi_error_delivery(error) == SNSUAPI_NOT_SENT;
  snsuapi_error_destroy(error);
  snsuapi_request_destroy(request);
  snsuapi_client_destroy(client);
  snsuapi_profile_destroy(profile);
  puts(passed ? "consumer_c: passed" : "consumer_c: FAILED");
  return passed ? 0 : 1;
}
