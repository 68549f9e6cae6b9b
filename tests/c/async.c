#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif

#include <pthread.h>
#include <string.h>

#include "cases.h"

/* What the callbacks were told. */
struct told {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  int calls;
  int responses;
  bool may_have_been_carried_out;
  int32_t delivery;
  char code[64];
  snsuapi_client* to_be_destroyed;
};

static void begin(struct told* told) {
  memset(told, 0, sizeof *told);
  pthread_mutex_init(&told->mutex, NULL);
  pthread_cond_init(&told->changed, NULL);
}

static void end(struct told* told) {
  pthread_cond_destroy(&told->changed);
  pthread_mutex_destroy(&told->mutex);
}

static void tell(void* user_data, snsuapi_response* response, snsuapi_error* error) {
  struct told* told = (struct told*)user_data;
  HOLDS((response == NULL) != (error == NULL));
  snsuapi_client_destroy(told->to_be_destroyed);
  pthread_mutex_lock(&told->mutex);
  ++told->calls;
  if (response != NULL) {
    ++told->responses;
    HOLDS(snsuapi_response_band_id(response) == 1000001);
  } else {
    strncpy(told->code, snsuapi_error_code(error), sizeof told->code - 1);
    told->may_have_been_carried_out = snsuapi_error_may_have_been_carried_out(error);
    told->delivery = snsuapi_error_delivery(error);
  }
  pthread_cond_broadcast(&told->changed);
  pthread_mutex_unlock(&told->mutex);
  snsuapi_response_destroy(response);
  snsuapi_error_destroy(error);
}

static void wait_for(struct told* told, int calls) {
  pthread_mutex_lock(&told->mutex);
  while (told->calls < calls) pthread_cond_wait(&told->changed, &told->mutex);
  HOLDS(told->calls == calls);
  pthread_mutex_unlock(&told->mutex);
}

/* Begins a call and lets go of the request. */
static void start(const snsuapi_client* client, snsuapi_request* request, struct told* told, snsuapi_call** call) {
  snsuapi_error* error = snsuapi_client_execute_async(client, request, tell, told, call);
  c_check(error == NULL, snsuapi_error_message(error), __FILE__, __LINE__);
  HOLDS(call == NULL || *call != NULL);
  snsuapi_error_destroy(error);
  snsuapi_request_destroy(request);
}

void c_async(const char* endpoint) {
  struct told told;
  snsuapi_client* client = c_client(endpoint);
  snsuapi_call* call = NULL;
  snsuapi_request* other_line = c_request(SNSUAPI_BAND_PRECHECK);
  begin(&told);
  start(client, c_request(SNSUAPI_BAND_PRECHECK), &told, &call);
  wait_for(&told, 1);
  HOLDS(told.responses == 1);
  HOLDS(snsuapi_call_cancel(call) == NULL); /* too late: nothing happens */
  snsuapi_call_destroy(call);

  snsuapi_request_set_text(other_line, SNSUAPI_IP_ADDRESS, "100.65.0.2");
  start(client, other_line, &told, NULL);
  wait_for(&told, 2);
  HOLDS(told.responses == 1);
  IS_TEXT(told.code, "isv.BAND_UNSURPOT_SPEEDUP");
  snsuapi_client_destroy(client);
  wait_for(&told, 2);
  end(&told);
}

void c_cancel(const char* endpoint, void* server) {
  struct told told;
  snsuapi_client* client = c_client(endpoint);
  snsuapi_call* call = NULL;
  begin(&told);
  start(client, c_request(SNSUAPI_BAND_OFFER_ORDER), &told, &call);
  c_wait_for_arrivals(server, 1);
  HOLDS(snsuapi_call_cancel(call) == NULL);
  wait_for(&told, 1);
  IS_TEXT(told.code, "SDK.Cancelled");
  HOLDS(told.delivery == SNSUAPI_DELIVERY_UNKNOWN);
  HOLDS(told.may_have_been_carried_out);
  snsuapi_client_destroy(client);
  HOLDS(snsuapi_call_cancel(call) == NULL); /* of a client that is gone */
  wait_for(&told, 1);
  snsuapi_call_destroy(call);
  end(&told);
}

void c_close(const char* endpoint, void* server) {
  struct told told;
  snsuapi_client* client = c_client(endpoint);
  begin(&told);
  start(client, c_request(SNSUAPI_BAND_PRECHECK), &told, NULL);
  c_wait_for_arrivals(server, 1);
  HOLDS(snsuapi_client_close(client, -1));
  wait_for(&told, 1);
  IS_TEXT(told.code, "SDK.Cancelled");
  start(client, c_request(SNSUAPI_BAND_OFFER_ORDER), &told, NULL);
  HOLDS(told.calls == 2); /* before it returned */
  HOLDS(told.delivery == SNSUAPI_NOT_SENT);
  HOLDS(!told.may_have_been_carried_out);
  HOLDS(snsuapi_client_close(client, 0));
  snsuapi_client_destroy(client);
  end(&told);
}

void c_destroy_within_callback(const char* endpoint) {
  struct told told;
  snsuapi_client* client = c_client(endpoint);
  begin(&told);
  told.to_be_destroyed = client;
  start(client, c_request(SNSUAPI_BAND_PRECHECK), &told, NULL);
  wait_for(&told, 1);
  end(&told);
}

void c_poll(const char* endpoint) {
  struct told told;
  snsuapi_profile* profile = c_profile(endpoint);
  snsuapi_client* client = NULL;
  int64_t count = 7;
  int64_t all = 0;
  begin(&told);
  snsuapi_profile_set_number(profile, SNSUAPI_PROFILE_POLL_FOR_CALLBACKS, 1);
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  snsuapi_profile_destroy(profile);
  HOLDS(snsuapi_client_poll(client, &count) == NULL);
  HOLDS(count == 0);
  start(client, c_request(SNSUAPI_BAND_PRECHECK), &told, NULL);
  start(client, c_request(SNSUAPI_BAND_PRECHECK), &told, NULL);
  while (all < 2) {
    HOLDS(snsuapi_client_poll(client, &count) == NULL);
    all += count;
    HOLDS(told.calls == all); /* nobody but this thread calls back */
  }
  HOLDS(told.responses == 2);
  HOLDS(snsuapi_client_poll(client, NULL) == NULL);
  snsuapi_client_destroy(client);
  end(&told);
}
