/* The SDK from C: asks whether a line can be accelerated, and by which offers.
 *
 *     precheck [IP PORT]
 *
 * The key comes from ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET. SNSUAPI_ENDPOINT, where it is
 * set, goes before the service's own address: give it the sandbox's to try this without an account. */

#include <inttypes.h>
#include <snsuapi/c/snsuapi.h>
#include <stdio.h>
#include <stdlib.h>

/* A client; or NULL, and why. One is enough for a program: any number of threads may use it. */
static snsuapi_error* make_client(snsuapi_client** client) {
  snsuapi_error* error;
  snsuapi_profile* profile = snsuapi_profile_create();
  /* Nothing needs to be checked in between: snsuapi_client_create() tells what was amiss, memory too. */
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_REGION_ID, "cn-hangzhou"); /* there is one region */
  snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_ENDPOINT, getenv("SNSUAPI_ENDPOINT"));
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_CONNECT_TIMEOUT, 10000); /* milliseconds */
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_READ_TIMEOUT, 10000);
  error = snsuapi_client_create(profile, client);
  snsuapi_profile_destroy(profile);
  return error;
}

static snsuapi_error* precheck(const snsuapi_client* client, const char* ip, int port, snsuapi_response** response) {
  snsuapi_error* error;
  snsuapi_request* request = snsuapi_request_create(SNSUAPI_BAND_PRECHECK);
  snsuapi_request_set_text(request, SNSUAPI_IP_ADDRESS, ip);
  snsuapi_request_set_number(request, SNSUAPI_PORT, port);
  /* No retry, unless SNSUAPI_REQUEST_RETRIES asks for some. */
  error = snsuapi_client_execute(client, request, response);
  snsuapi_request_destroy(request);
  return error;
}

static void print_response(const snsuapi_response* response) {
  size_t i;
  printf("BandId: %" PRId64 "\n", snsuapi_response_band_id(response)); /* which the other calls take */
  printf("UploadBandwidth: %" PRId32 " Mbps\n", snsuapi_response_upload_bandwidth(response));
  printf("DownloadBandwidth: %" PRId32 " Mbps\n", snsuapi_response_download_bandwidth(response));
  for (i = 0; i < snsuapi_response_offer_count(response); ++i) { /* none: no offer fits the line */
    printf("Offer %" PRId64 ": %" PRId32 " Mbps %s, duration %" PRId64 "%s\n", snsuapi_response_offer_id(response, i),
           snsuapi_response_offer_bandwidth(response, i), snsuapi_response_offer_direction(response, i),
           snsuapi_response_offer_duration(response, i),
           snsuapi_response_offer_is_monthly(response, i) ? " (monthly)" : "");
  }
}

static void print_error(const snsuapi_error* error) {
  fprintf(stderr, "%s: %s\n", snsuapi_error_code(error), snsuapi_error_message(error));
  if (*snsuapi_error_request_id(error) != '\0') fprintf(stderr, "RequestId: %s\n", snsuapi_error_request_id(error));
  /* For an order, this is what to ask before it is repeated. A precheck changes nothing. */
  if (snsuapi_error_may_have_been_carried_out(error)) fprintf(stderr, "it may have been carried out all the same\n");
}

int main(int argc, char** argv) {
  const char* ip = argc > 1 ? argv[1] : "203.0.113.7";
  const int port = argc > 2 ? atoi(argv[2]) : 50123;
  snsuapi_client* client = NULL;
  snsuapi_response* response = NULL;
  int exit_code = EXIT_SUCCESS;

  snsuapi_error* error = make_client(&client);
  if (error == NULL) error = precheck(client, ip, port, &response);
  if (error == NULL) {
    print_response(response);
  } else {
    print_error(error);
    exit_code = EXIT_FAILURE;
  }

  /* What one has got, one destroys. NULL is fine. */
  snsuapi_error_destroy(error);
  snsuapi_response_destroy(response);
  snsuapi_client_destroy(client);
  return exit_code;
}
