#pragma once

/* What a C program does with the SDK, piece by piece: C99, compiled as C and as C++ (CMakeLists.txt). The tests in C++
 * run the servers that it talks to. */

#include <snsuapi/c/snsuapi.h>

#if defined(__cplusplus)
extern "C" {
#endif

/* The tests' own: counts what does not hold, and where. */
void c_check(bool holds, const char* what, const char* file, int line);
#define HOLDS(condition) c_check((condition), #condition, __FILE__, __LINE__)
#define IS_TEXT(text, wanted) c_check(strcmp((text), (wanted)) == 0, #text " is " wanted, __FILE__, __LINE__)

/* The tests' own: waits until so many requests have arrived at the server that the case talks to. */
void c_wait_for_arrivals(void* server, int count);

/* setup.c: what the cases have in common. */
snsuapi_profile* c_profile(const char* endpoint);
snsuapi_client* c_client(const char* endpoint);
/* A request for the action with all that it needs, for the sandbox's line. */
snsuapi_request* c_request(int32_t action);
/* Calls, checks that it fails with this code, and destroys the request and the error. */
void c_fails(const snsuapi_client* client, snsuapi_request* request, const char* code, int32_t kind, int32_t delivery,
             bool may_have_been_carried_out);

/* calls.c: against the sandbox. */
void c_purchase(const char* endpoint);
void c_mobile(const char* endpoint);
void c_common(const char* endpoint);
/* All eight are refused with isv.BUSINESS_LIMIT_CONTROL. */
void c_refusals(const char* endpoint);
void c_wrong_secret(const char* endpoint);
void c_key_of_the_environment(const char* endpoint);

/* async.c */
void c_async(const char* endpoint);
/* Of these two the server is silent. */
void c_cancel(const char* endpoint, void* server);
void c_close(const char* endpoint, void* server);
void c_destroy_within_callback(const char* endpoint);
void c_poll(const char* endpoint);

/* event_loop.c */
void c_event_loop(const char* endpoint);
void c_event_loop_timeout(const char* silent_endpoint);

/* failures.c */
void c_unreachable(const char* endpoint);
void c_connect_timeout(const char* hanging_endpoint);
void c_timeouts(const char* silent_endpoint);
void c_closed_unanswered(const char* endpoint);
void c_not_the_service(const char* endpoint);
void c_too_large(const char* endpoint);
void c_retry(const char* endpoint, int32_t action, int retries, int wanted_waits, bool succeeds);
void c_settled_before_sending(const char* endpoint);
/* Sends a BandStartSpeedUp on which everything is set otherwise than by default. */
void c_settings(const char* endpoint);

/* misuse.c */
void c_null_arguments(const char* endpoint);
void c_bad_profiles(void);
void c_bad_requests(const char* endpoint);

#if defined(__cplusplus)
}
#endif
