#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "cases.h"

#define MOST_SOCKETS 8

/* A program's own loop on a bare poll(), and what came of the calls. It has no clock: the timer runs as soon as nothing
 * else is to be done for that long. */
struct loop {
  struct pollfd watched[MOST_SOCKETS];
  int wake_up[2];
  int64_t timer;
  int watches;
  int calls;
  int responses;
  char code[64];
};

static struct pollfd* place_of(struct loop* loop, int descriptor) {
  int i;
  for (i = 0; i < MOST_SOCKETS; ++i) {
    if (loop->watched[i].fd == descriptor) return &loop->watched[i];
  }
  return NULL;
}

static void watch(void* user_data, snsuapi_socket socket, bool for_reading, bool for_writing) {
  struct loop* loop = (struct loop*)user_data;
  struct pollfd* place = place_of(loop, (int)socket);
  ++loop->watches;
  if (place == NULL) place = place_of(loop, -1);
  HOLDS(place != NULL);
  place->fd = for_reading || for_writing ? (int)socket : -1;
  place->events = (short)((for_reading ? POLLIN : 0) | (for_writing ? POLLOUT : 0));
}

static void set_timer(void* user_data, int64_t after) { ((struct loop*)user_data)->timer = after; }

static void wake_up(void* user_data) { HOLDS(write(((struct loop*)user_data)->wake_up[1], "x", 1) == 1); }

static void turn(struct loop* loop, const snsuapi_client* client) {
  struct pollfd ready[MOST_SOCKETS];
  int count;
  int i;
  memcpy(ready, loop->watched, sizeof ready);
  count = poll(ready, MOST_SOCKETS, (int)loop->timer);
  for (i = 0; i < MOST_SOCKETS; ++i) {
    const bool has_failed = (ready[i].revents & (POLLERR | POLLHUP)) != 0;
    if (ready[i].fd < 0 || ready[i].revents == 0) continue;
    if (ready[i].fd == loop->wake_up[0]) {
      char taken;
      HOLDS(read(ready[i].fd, &taken, 1) == 1);
      HOLDS(snsuapi_client_on_wake_up(client) == NULL);
    } else {
      HOLDS(snsuapi_client_on_socket_ready(client, ready[i].fd, has_failed || (ready[i].revents & POLLIN) != 0,
                                           has_failed || (ready[i].revents & POLLOUT) != 0) == NULL);
    }
  }
  if (count == 0 && loop->timer >= 0) {
    loop->timer = -1;
    HOLDS(snsuapi_client_on_timer(client) == NULL);
  }
}

static void tell(void* user_data, snsuapi_response* response, snsuapi_error* error) {
  struct loop* loop = (struct loop*)user_data;
  ++loop->calls;
  loop->responses += response != NULL ? 1 : 0;
  strncpy(loop->code, snsuapi_error_code(error), sizeof loop->code - 1);
  snsuapi_response_destroy(response);
  snsuapi_error_destroy(error);
}

static snsuapi_client* begin(struct loop* loop, const char* endpoint) {
  snsuapi_profile* profile = c_profile(endpoint);
  snsuapi_client* client = NULL;
  int i;
  memset(loop, 0, sizeof *loop);
  for (i = 0; i < MOST_SOCKETS; ++i) loop->watched[i].fd = -1;
  HOLDS(pipe(loop->wake_up) == 0);
  loop->watched[0].fd = loop->wake_up[0];
  loop->watched[0].events = POLLIN;
  loop->timer = -1;
  snsuapi_profile_set_event_loop(profile, watch, set_timer, wake_up, loop);
  HOLDS(snsuapi_client_create(profile, &client) == NULL);
  snsuapi_profile_destroy(profile);
  return client;
}

static void end(struct loop* loop, snsuapi_client* client) {
  snsuapi_client_destroy(client);
  HOLDS(close(loop->wake_up[0]) == 0);
  HOLDS(close(loop->wake_up[1]) == 0);
}

static void start(const snsuapi_client* client, snsuapi_request* request, struct loop* loop) {
  HOLDS(snsuapi_client_execute_async(client, request, tell, loop, NULL) == NULL);
  snsuapi_request_destroy(request);
}

void c_event_loop(const char* endpoint) {
  struct loop loop;
  snsuapi_client* client = begin(&loop, endpoint);
  start(client, c_request(SNSUAPI_BAND_PRECHECK), &loop);
  start(client, c_request(SNSUAPI_BAND_PRECHECK), &loop);
  HOLDS(loop.calls == 0); /* all is done in the loop */
  while (loop.calls < 2) turn(&loop, client);
  HOLDS(loop.responses == 2);
  HOLDS(loop.watches > 0);
  end(&loop, client);
}

void c_event_loop_timeout(const char* silent_endpoint) {
  struct loop loop;
  snsuapi_client* client = begin(&loop, silent_endpoint);
  snsuapi_request* request = c_request(SNSUAPI_BAND_OFFER_ORDER);
  snsuapi_request_set_number(request, SNSUAPI_REQUEST_READ_TIMEOUT, 20);
  start(client, request, &loop);
  while (loop.calls < 1) turn(&loop, client);
  IS_TEXT(loop.code, "SDK.ReadTimeout");
  end(&loop, client);
}
