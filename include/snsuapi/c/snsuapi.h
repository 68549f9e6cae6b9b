#pragma once

/* The SDK in C: C99, or C++. For programs in C, and for bindings of other languages (Rust, Go, Python's ctypes): there
 * are functions and opaque handles, and neither variable arguments, nor structs, nor macros that a program would need.
 *
 *     snsuapi_profile* profile = snsuapi_profile_create();
 *     snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_REGION_ID, "cn-hangzhou");
 *     snsuapi_client* client = NULL;
 *     snsuapi_error* error = snsuapi_client_create(profile, &client);
 *     snsuapi_profile_destroy(profile);
 *
 *     snsuapi_request* request = snsuapi_request_create(SNSUAPI_BAND_PRECHECK);
 *     snsuapi_request_set_text(request, SNSUAPI_IP_ADDRESS, "203.0.113.7");
 *     snsuapi_request_set_number(request, SNSUAPI_PORT, 50123);
 *     snsuapi_response* response = NULL;
 *     if (error == NULL) error = snsuapi_client_execute(client, request, &response);
 *     snsuapi_request_destroy(request);
 *     if (error != NULL) puts(snsuapi_error_message(error));
 *
 * examples/precheck.c is the whole program. What holds for all of it:
 *
 * - Errors. What can fail returns a snsuapi_error, which the caller destroys; NULL is success. Setters return nothing:
 *   what is amiss with a value is kept, and the call that uses it fails with SDK.InvalidParameter and says what it was.
 * - NULL. Every function takes NULL for every pointer. Where the pointer is needed, that is SDK.InvalidParameter;
 *   setters and destroyers do nothing then, and accessors give 0, false or "". So handles need no check when they are
 *   made: a NULL from snsuapi_..._create says that memory has run out, and the call that uses it tells.
 * - Ownership. A handle is destroyed once, by the function that is named after it, by whoever got it. A handle must not
 *   be used after that. Destroying NULL does nothing. What a program hands over is copied.
 * - Texts are UTF-8 that ends with a NUL. A text that an accessor gives is never NULL, belongs to the handle that it
 *   was asked of, and lives until that is destroyed.
 * - Numbers: ids and all that is set are int64_t; flags are bool; the constants' values never change.
 * - Memory that runs out is the error SDK.OutOfMemory of what it ran out for: an asynchronous call that was begun is
 *   told so by its callback, once, as of any end. A library that was built without exceptions ends the program then.
 * - Threads. Any number may use one client at once. Every other handle is one thread's at a time; read by several at
 *   once it may be, while none changes it.
 * - Callbacks must not throw, or jump out.
 *
 * The guide, and what is known of the service's parameters and what is not, are spoken of in the C++ headers beside. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Programs that link the library statically define SNSUAPI_STATIC; the CMake and pkg-config packages do it for them. */
#if defined(SNSUAPI_STATIC)
#define SNSUAPI_API
#elif defined(_WIN32)
#if defined(SNSUAPI_BUILDING)
#define SNSUAPI_API __declspec(dllexport)
#else
#define SNSUAPI_API __declspec(dllimport)
#endif
#else
#define SNSUAPI_API __attribute__((visibility("default")))
#endif

#if defined(__cplusplus)
extern "C" {
#endif

typedef struct snsuapi_profile snsuapi_profile;
typedef struct snsuapi_client snsuapi_client;
typedef struct snsuapi_request snsuapi_request;
typedef struct snsuapi_response snsuapi_response;
typedef struct snsuapi_call snsuapi_call;
typedef struct snsuapi_error snsuapi_error;

/* The version of the library that is linked, such as "0.1.0"; lives for ever. */
SNSUAPI_API const char* snsuapi_version(void);

/* ---- Profile: all that a client needs to know ----------------------------------------------------------------------
 */

/* Texts of a profile. NULL is the default. */
enum {
  /* Letters, digits, '-' and '_'; the service has one region, "cn-hangzhou". Default: no RegionId is sent. */
  SNSUAPI_PROFILE_REGION_ID = 100,
  /* [http://|https://]host[:port]; https unless it says otherwise. Default: https://snsuapi.aliyuncs.com. */
  SNSUAPI_PROFILE_ENDPOINT = 101,
  /* [http|https|socks5|socks5h://][user:password@]host[:port]; "" is none. Default: the environment's. */
  SNSUAPI_PROFILE_PROXY = 102,
  /* A file of trusted CA certificates in PEM. Default: the TLS library's. Certificates are always verified. */
  SNSUAPI_PROFILE_CA_FILE = 103,
  /* A directory of trusted CA certificates, in OpenSSL's hashed form. Default: the TLS library's. */
  SNSUAPI_PROFILE_CA_PATH = 104,
  /* Appended to the User-Agent, such as "launcher/3.2"; without control characters. Default: nothing. */
  SNSUAPI_PROFILE_USER_AGENT = 105
};

/* Numbers of a profile; none may be below 0. */
enum {
  /* SNSUAPI_POST or SNSUAPI_GET. Default: POST. With GET the whole request, its signature too, stands in the URL. */
  SNSUAPI_PROFILE_METHOD = 120,
  /* Milliseconds for name look-up, TCP, proxy and TLS together; more than 0. Default 5000. */
  SNSUAPI_PROFILE_CONNECT_TIMEOUT = 121,
  /* Milliseconds that the server may stay silent; more than 0. Default 10000. */
  SNSUAPI_PROFILE_READ_TIMEOUT = 122,
  /* Milliseconds for the whole call, retries and the waits between them included; more than 0. Default 30000. */
  SNSUAPI_PROFILE_TOTAL_TIMEOUT = 123,
  /* 4 or 6; 0, the default: either. */
  SNSUAPI_PROFILE_IP_VERSION = 124,
  /* The most bytes that an answer may have, its headers included. Default 1048576. */
  SNSUAPI_PROFILE_MAX_RESPONSE_BYTES = 125,
  /* The most connections of calls that wait for their answer; 1 or more. Default 64. */
  SNSUAPI_PROFILE_MAX_CONNECTIONS = 126,
  /* The most connections of asynchronous calls to one endpoint; 1 or more. Default 256. */
  SNSUAPI_PROFILE_MAX_ASYNC_CONNECTIONS = 127,
  /* 1: callbacks wait until snsuapi_client_poll() is called, and run there: for game loops and UI threads. Default 0:
   * they run on the SDK's thread, or on that of the event loop. */
  SNSUAPI_PROFILE_POLL_FOR_CALLBACKS = 128,
  /* Whose time counts once the service has refused a timestamp because this device's clock is far off:
   * SNSUAPI_SERVER_OVER_HTTPS, the default, SNSUAPI_SERVER_OVER_ANY, or SNSUAPI_THIS_DEVICE. */
  SNSUAPI_PROFILE_TIME_SOURCE = 129
};

/* Values of SNSUAPI_PROFILE_METHOD and SNSUAPI_REQUEST_METHOD. */
enum { SNSUAPI_POST = 0, SNSUAPI_GET = 1 };

/* Values of SNSUAPI_PROFILE_TIME_SOURCE. */
enum { SNSUAPI_SERVER_OVER_HTTPS = 0, SNSUAPI_SERVER_OVER_ANY = 1, SNSUAPI_THIS_DEVICE = 2 };

/* A profile with every default. NULL when memory has run out. Destroy it with snsuapi_profile_destroy(). */
SNSUAPI_API snsuapi_profile* snsuapi_profile_create(void);
/* The clients that were made with it stay. */
SNSUAPI_API void snsuapi_profile_destroy(snsuapi_profile* profile);

/* @param setting one of SNSUAPI_PROFILE_REGION_ID to SNSUAPI_PROFILE_USER_AGENT
 * @param value   NULL: the default */
SNSUAPI_API void snsuapi_profile_set_text(snsuapi_profile* profile, int32_t setting, const char* value);
/* @param setting one of SNSUAPI_PROFILE_METHOD to SNSUAPI_PROFILE_TIME_SOURCE */
SNSUAPI_API void snsuapi_profile_set_number(snsuapi_profile* profile, int32_t setting, int64_t value);

/* Sets the key that signs. Without it, the key is the one that ALIBABA_CLOUD_ACCESS_KEY_ID,
 * ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN held when the profile was made.
 * @param access_key_id     needed
 * @param access_key_secret needed
 * @param security_token    of a temporary key (STS), else "" */
SNSUAPI_API void snsuapi_profile_set_access_key(snsuapi_profile* profile, const char* access_key_id,
                                                const char* access_key_secret, const char* security_token);

/* The time that requests are stamped with, in milliseconds since 1970-01-01T00:00:00Z. */
typedef int64_t (*snsuapi_now)(void* user_data);
/* Writes a text, with its NUL, that no other request of this key ever bore. What is left empty fails the call.
 * @param size the room at nonce: 64 bytes */
typedef void (*snsuapi_nonce)(void* user_data, char* nonce, size_t size);
/* Waits for so many milliseconds between two attempts of a call that is not asynchronous. */
typedef void (*snsuapi_wait)(void* user_data, int64_t time);

/* What a client takes from its surroundings, for tests, and for devices that have a better clock than the system's. Any
 * number of threads call these.
 * @param now, nonce, wait NULL: the system's clock; a random UUID; sleeps
 * @param user_data        handed on as it is; has to live as long as the clients that are made with the profile */
SNSUAPI_API void snsuapi_profile_set_environment(snsuapi_profile* profile, snsuapi_now now, snsuapi_nonce nonce,
                                                 snsuapi_wait wait, void* user_data);

/* A socket as the system has it: a file descriptor; on Windows a SOCKET. */
typedef intptr_t snsuapi_socket;

/* From now on, call snsuapi_client_on_socket_ready() each time (level-triggered) when the socket can be read, or
 * written. With neither: stop watching it; it may be closed right afterwards, or just have been: that the system does
 * not know it any more is no error. Called on the loop's thread only. */
typedef void (*snsuapi_watch)(void* user_data, snsuapi_socket socket, bool for_reading, bool for_writing);
/* Call snsuapi_client_on_timer() once, after so many milliseconds; replaces the time that was set before. Below 0: not
 * any more. Called on the loop's thread only. */
typedef void (*snsuapi_set_timer)(void* user_data, int64_t after);
/* Call snsuapi_client_on_wake_up() on the loop's thread, soon. Several may be answered by one. Called on any thread,
 * also within the loop's own callbacks. */
typedef void (*snsuapi_wake_up)(void* user_data);

/* The program's own loop, which then drives the asynchronous calls of ONE client: the SDK has no thread; all of its
 * work, and every callback, is done within snsuapi_client_on_socket_ready(), _on_timer() and _on_wake_up(), which the
 * loop's thread calls. None of the three functions may call the client. Unset: a thread of the SDK's, started by the
 * first asynchronous call.
 * @param watch, set_timer, wake_up all needed
 * @param user_data handed on as it is; has to live as long as the client */
SNSUAPI_API void snsuapi_profile_set_event_loop(snsuapi_profile* profile, snsuapi_watch watch,
                                                snsuapi_set_timer set_timer, snsuapi_wake_up wake_up, void* user_data);

/* ---- Requests ------------------------------------------------------------------------------------------------------
 */

/* The actions, and the parameters that each takes; those in brackets are optional. All take [OWNER_ID],
 * [RESOURCE_OWNER_ID] and [RESOURCE_OWNER_ACCOUNT]. */
enum {
  /* Asks whether a line can be accelerated, and by which offers. Changes nothing. IP_ADDRESS, PORT. */
  SNSUAPI_BAND_PRECHECK = 1,
  /* Orders an offer of a fresh precheck. It charges the account. BAND_ID, OFFER_ID. */
  SNSUAPI_BAND_OFFER_ORDER = 2,
  /* Starts an ordered speed-up. IP_ADDRESS, PORT, BAND_ID, DIRECTION, TARGET_BANDWIDTH, [BAND_SCENE]. */
  SNSUAPI_BAND_START_SPEED_UP = 3,
  /* Stops the speed-up that runs in one direction of a line. IP_ADDRESS, PORT, BAND_ID, DIRECTION. */
  SNSUAPI_BAND_STOP_SPEED_UP = 4,
  /* Asks which speed-ups run on a line. Changes nothing. BAND_ID. */
  SNSUAPI_BAND_STATUS_QUERY = 5,
  /* Starts a mobile (4G) speed-up. TOKEN, [DURATION], [IP], [PUBLIC_IP], [PUBLIC_PORT], [DESTINATION_IP_ADDRESS]. */
  SNSUAPI_MOBILE_START_SPEED_UP = 6,
  /* Stops a mobile speed-up. CORRELATION_ID. */
  SNSUAPI_MOBILE_STOP_SPEED_UP = 7,
  /* Asks whether a mobile speed-up runs. Changes nothing. CORRELATION_ID. */
  SNSUAPI_MOBILE_STATUS_QUERY = 8
};

/* Parameters that are texts. Where nothing else is said, no public source says what one means, so it is passed on as
 * it is. */
enum {
  /* The line's public address, IPv4 or IPv6 in its usual text form. */
  SNSUAPI_IP_ADDRESS = 200,
  /* "UP" or "DOWN". */
  SNSUAPI_DIRECTION = 201,
  SNSUAPI_BAND_SCENE = 202,
  SNSUAPI_TOKEN = 203,
  SNSUAPI_DURATION = 204,
  SNSUAPI_IP = 205,
  SNSUAPI_PUBLIC_IP = 206,
  SNSUAPI_PUBLIC_PORT = 207,
  SNSUAPI_DESTINATION_IP_ADDRESS = 208,
  /* What snsuapi_response_correlation_id() gave. */
  SNSUAPI_CORRELATION_ID = 209,
  SNSUAPI_RESOURCE_OWNER_ACCOUNT = 210
};

/* Parameters that are numbers. */
enum {
  /* The port that the line is seen from, 1 to 65535. */
  SNSUAPI_PORT = 220,
  /* The line's id, as snsuapi_response_band_id() gives it. */
  SNSUAPI_BAND_ID = 221,
  /* The offer, as snsuapi_response_offer_id() gives it. */
  SNSUAPI_OFFER_ID = 222,
  /* The rate of the offer that was ordered, in Mbps; 1 or more. */
  SNSUAPI_TARGET_BANDWIDTH = 223,
  SNSUAPI_OWNER_ID = 224,
  SNSUAPI_RESOURCE_OWNER_ID = 225
};

/* What one request does differently from its client's profile: texts. */
enum {
  /* Goes before every other setting of the endpoint. */
  SNSUAPI_REQUEST_ENDPOINT = 240,
  SNSUAPI_REQUEST_REGION_ID = 241
};

/* The same: numbers; none may be below 0. */
enum {
  SNSUAPI_REQUEST_METHOD = 260,
  SNSUAPI_REQUEST_CONNECT_TIMEOUT = 261, /* milliseconds */
  SNSUAPI_REQUEST_READ_TIMEOUT = 262,    /* milliseconds */
  SNSUAPI_REQUEST_TOTAL_TIMEOUT = 263,   /* milliseconds */
  /* Further attempts after the first. Default 0: nothing is ever retried unless asked for. And then only where it is
   * safe: an action that changes nothing, after a transport failure, HTTP 5xx or throttling; an action that changes
   * something, only when no byte of it left. Each attempt is signed anew. */
  SNSUAPI_REQUEST_RETRIES = 264,
  /* Milliseconds before the second attempt, of which a random half to whole is taken; doubles with each. Default 200.
   */
  SNSUAPI_REQUEST_RETRY_DELAY = 265,
  /* Milliseconds that it doubles up to. Default 5000. */
  SNSUAPI_REQUEST_MAX_RETRY_DELAY = 266,
  /* 1: says of an action by name that it changes nothing, so that a retry may send it again. Default 0. */
  SNSUAPI_REQUEST_READ_ONLY = 267
};

/* A request for one of the eight actions. NULL when memory has run out.
 * @param action one of SNSUAPI_BAND_PRECHECK to SNSUAPI_MOBILE_STATUS_QUERY; any other makes a request that fails */
SNSUAPI_API snsuapi_request* snsuapi_request_create(int32_t action);
/* A request for any action by its name. NULL when memory has run out.
 * @param action such as "BandPrecheck"; NULL makes a request that fails */
SNSUAPI_API snsuapi_request* snsuapi_request_create_common(const char* action);
/* Also while calls are under way that were begun with it. */
SNSUAPI_API void snsuapi_request_destroy(snsuapi_request* request);

/* @param what  a parameter of the action, or one of SNSUAPI_REQUEST_ENDPOINT and SNSUAPI_REQUEST_REGION_ID
 * @param value needed; set again, the last one counts */
SNSUAPI_API void snsuapi_request_set_text(snsuapi_request* request, int32_t what, const char* value);
/* @param what a parameter of the action, or one of SNSUAPI_REQUEST_METHOD to SNSUAPI_REQUEST_READ_ONLY */
SNSUAPI_API void snsuapi_request_set_number(snsuapi_request* request, int32_t what, int64_t value);
/* A parameter of an action by name, passed on unchecked; one of the same name is replaced. "Version" is the API's,
 * 2018-07-09 unless set.
 * @param name  needed; any but "Signature"
 * @param value needed */
SNSUAPI_API void snsuapi_request_put_parameter(snsuapi_request* request, const char* name, const char* value);

/* ---- Client --------------------------------------------------------------------------------------------------------
 */

/* Makes a client. Does no I/O: that a host is not there, or a key not accepted, is reported by the calls.
 * @param profile needed; copied
 * @param client  needed; gets the client, which is destroyed with snsuapi_client_destroy(); NULL when there is an error
 */
SNSUAPI_API snsuapi_error* snsuapi_client_create(const snsuapi_profile* profile, snsuapi_client** client);
/* Closes the client and destroys it. No thread may be within a function of the client's then, but for this: a callback
 * may destroy its own client, which is then not used by it any more. */
SNSUAPI_API void snsuapi_client_destroy(snsuapi_client* client);
/* Ends the asynchronous calls with SDK.Cancelled and waits for the SDK's thread: afterwards no callback runs, and
 * further asynchronous calls end so at once. Bounded by nothing but a callback that runs; within a callback it does not
 * wait. With an event loop it is to be called on the loop's thread. Callbacks that wait for poll run here.
 * @param timeout in milliseconds; below 0: none
 * @return false when a callback has run on for longer than the timeout; to be called again */
SNSUAPI_API bool snsuapi_client_close(snsuapi_client* client, int64_t timeout);

/* Sends a request and waits for its answer, for the total timeout at most.
 * @param client   needed
 * @param request  needed; may be sent any number of times
 * @param response needed; gets the response, which is destroyed with snsuapi_response_destroy(); NULL when there is an
 *                 error
 * @return NULL exactly when the service said OK */
SNSUAPI_API snsuapi_error* snsuapi_client_execute(const snsuapi_client* client, const snsuapi_request* request,
                                                  snsuapi_response** response);

/* Told the end of an asynchronous call. One of the two is NULL; the other is the callback's own, to keep or to destroy.
 * It may call anything of the client's, snsuapi_client_close() and snsuapi_client_destroy() too. */
typedef void (*snsuapi_callback)(void* user_data, snsuapi_response* response, snsuapi_error* error);

/* Sends a request without waiting for its answer. The total timeout counts from here.
 * @param client    needed
 * @param request   needed; copied
 * @param callback  needed; called exactly once, however the call ends, unless this function returns an error: on the
 *                  SDK's thread, on that of the event loop, or within snsuapi_client_poll(), as the profile says.
 *                  When the client is closed, it runs before this returns.
 * @param user_data handed on as it is
 * @param call      NULL, or gets a handle to cancel the call by, once this has returned; the callback may run before.
 *                  Destroyed with snsuapi_call_destroy(). NULL when there is an error
 * @return an error when the call could not be begun; the callback does not run then */
SNSUAPI_API snsuapi_error* snsuapi_client_execute_async(const snsuapi_client* client, const snsuapi_request* request,
                                                        snsuapi_callback callback, void* user_data,
                                                        snsuapi_call** call);
/* Ends the call with SDK.Cancelled, unless it has ended; its callback runs, once, as for any end. A request that is on
 * its way may have been carried out all the same: the error tells what is known. Any thread may call this, also twice,
 * also within the callback, also when the client is gone.
 * @return NULL: it needs no memory, and can't fail */
SNSUAPI_API snsuapi_error* snsuapi_call_cancel(const snsuapi_call* call);
/* The call itself goes on. */
SNSUAPI_API void snsuapi_call_destroy(snsuapi_call* call);

/* Runs the callbacks that wait for it (SNSUAPI_PROFILE_POLL_FOR_CALLBACKS). Does not wait.
 * @param count NULL, or gets how many there were */
SNSUAPI_API snsuapi_error* snsuapi_client_poll(const snsuapi_client* client, int64_t* count);

/* What the program's own event loop tells, on its thread. A client that is NULL is an error; what
 * calls come to goes to their callbacks. */
SNSUAPI_API snsuapi_error* snsuapi_client_on_socket_ready(const snsuapi_client* client, snsuapi_socket socket,
                                                          bool readable, bool writable);
SNSUAPI_API snsuapi_error* snsuapi_client_on_timer(const snsuapi_client* client);
SNSUAPI_API snsuapi_error* snsuapi_client_on_wake_up(const snsuapi_client* client);

/* ---- Responses: what the service said when it said OK --------------------------------------------------------------
 */

/* A response of another action than the one that a function names gives 0, false or "". */

SNSUAPI_API void snsuapi_response_destroy(snsuapi_response* response);

/* The service's id of the request, for its support; "" when the service sent none. */
SNSUAPI_API const char* snsuapi_response_request_id(const snsuapi_response* response);
/* Always "OK": any other code is an error, not a response. */
SNSUAPI_API const char* snsuapi_response_result_code(const snsuapi_response* response);
/* The service's text, often Chinese; may be "". */
SNSUAPI_API const char* snsuapi_response_result_message(const snsuapi_response* response);

/* BandPrecheck: the line's id, which the other calls take. */
SNSUAPI_API int64_t snsuapi_response_band_id(const snsuapi_response* response);
/* BandPrecheck: the line's present rates, in Mbps. */
SNSUAPI_API int32_t snsuapi_response_upload_bandwidth(const snsuapi_response* response);
SNSUAPI_API int32_t snsuapi_response_download_bandwidth(const snsuapi_response* response);
/* BandPrecheck: how many offers there are; 0 when none fits the line, which is a success. */
SNSUAPI_API size_t snsuapi_response_offer_count(const snsuapi_response* response);
/* BandPrecheck: one offer.
 * @param index from 0; at the offers' count and beyond: 0, false, "" */
SNSUAPI_API int64_t snsuapi_response_offer_id(const snsuapi_response* response, size_t index);
/* The rate that the line is raised to, in Mbps. */
SNSUAPI_API int32_t snsuapi_response_offer_bandwidth(const snsuapi_response* response, size_t index);
/* In hours; 9999 and above stand for a monthly pack. */
SNSUAPI_API int64_t snsuapi_response_offer_duration(const snsuapi_response* response, size_t index);
SNSUAPI_API bool snsuapi_response_offer_is_monthly(const snsuapi_response* response, size_t index);
/* "UP", "DOWN", or another text as it came. */
SNSUAPI_API const char* snsuapi_response_offer_direction(const snsuapi_response* response, size_t index);

/* BandOfferOrder: the order's id; tell it to the service's support. */
SNSUAPI_API int64_t snsuapi_response_order_id(const snsuapi_response* response);
/* BandStartSpeedUp, BandStopSpeedUp, MobileStopSpeedUp, MobileStatusQuery: the service's own word; true when it
 * started, when it stopped, while it runs. */
SNSUAPI_API bool snsuapi_response_is_true(const snsuapi_response* response);
/* BandStatusQuery: the rate that a running speed-up raises the line to, in Mbps; 0 when none runs in that direction. */
SNSUAPI_API int32_t snsuapi_response_upload_target(const snsuapi_response* response);
SNSUAPI_API int32_t snsuapi_response_download_target(const snsuapi_response* response);
/* MobileStartSpeedUp: what stop and status take. */
SNSUAPI_API const char* snsuapi_response_correlation_id(const snsuapi_response* response);

/* An action by name: the HTTP status, the body as it came (one JSON object), and the JSON text of its ResultModule. */
SNSUAPI_API int32_t snsuapi_response_http_status(const snsuapi_response* response);
SNSUAPI_API const char* snsuapi_response_data(const snsuapi_response* response);
SNSUAPI_API const char* snsuapi_response_result_module(const snsuapi_response* response);

/* ---- Errors --------------------------------------------------------------------------------------------------------
 */

/* What sort of failure an error is. */
enum {
  SNSUAPI_KIND_NONE = 0,              /* no error: NULL was asked */
  SNSUAPI_KIND_INVALID_PARAMETER = 1, /* the request or the call is not acceptable as it stands; nothing was sent */
  SNSUAPI_KIND_CONFIGURATION = 2,     /* profile, endpoint, proxy or credentials are unusable; nothing was sent */
  SNSUAPI_KIND_TRANSPORT = 3,         /* no complete HTTP answer: DNS, connect, TLS, timeout, reset, cut short */
  SNSUAPI_KIND_CANCELLED = 4,         /* the program gave the call up */
  SNSUAPI_KIND_INVALID_RESPONSE = 5,  /* what arrived is not what the service speaks, or too large */
  SNSUAPI_KIND_SERVICE = 6,           /* the service answered with an error code, or an HTTP status of 400 and above */
  SNSUAPI_KIND_OUT_OF_MEMORY = 7
};

/* How far a failed request got. */
enum {
  SNSUAPI_NOT_SENT = 0,         /* no byte of it reached the server: safe to send again */
  SNSUAPI_DELIVERY_UNKNOWN = 1, /* it may have been sent, and no complete answer was read */
  SNSUAPI_ANSWERED = 2          /* a complete HTTP answer came */
};

SNSUAPI_API void snsuapi_error_destroy(snsuapi_error* error);

/* One of SNSUAPI_KIND_...; the first thing to branch on. */
SNSUAPI_API int32_t snsuapi_error_kind(const snsuapi_error* error);
/* The service's code as it came ("isv.BAND_CHECK_EXPIRE"), or the client's own ("SDK.ReadTimeout"). */
SNSUAPI_API const char* snsuapi_error_code(const snsuapi_error* error);
/* For people: what failed, where, and what to do. No text of an error holds a key, a signature or a token. */
SNSUAPI_API const char* snsuapi_error_message(const snsuapi_error* error);
/* The service's id of the request, for its support; "" when no answer carried one. */
SNSUAPI_API const char* snsuapi_error_request_id(const snsuapi_error* error);
/* The HTTP status of the answer; 0 = no HTTP answer. */
SNSUAPI_API int32_t snsuapi_error_http_status(const snsuapi_error* error);
/* One of SNSUAPI_NOT_SENT, SNSUAPI_DELIVERY_UNKNOWN, SNSUAPI_ANSWERED. */
SNSUAPI_API int32_t snsuapi_error_delivery(const snsuapi_error* error);
/* False when it is certain that the service did not do what it was asked to; true when nobody can say from here, and
 * sending the request again may do it twice. Before an order is repeated: ask this, and look at the account. */
SNSUAPI_API bool snsuapi_error_may_have_been_carried_out(const snsuapi_error* error);
/* True for codes that say "too fast, try later". */
SNSUAPI_API bool snsuapi_error_is_throttling(const snsuapi_error* error);

#if defined(__cplusplus)
}
#endif
