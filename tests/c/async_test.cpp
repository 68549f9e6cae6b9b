// Asynchronous calls in C, by the cases of async.c and event_loop.c.

#include "c/c.hpp"

using namespace snsuapi_test;

TEST_CASE("In C an asynchronous call ends with its response, or with its error, once") {
  const snsuapi::sandbox::Server server;
  c_async(server.endpoint().c_str());
}

TEST_CASE("In C a call is cancelled, also by a handle that has outlived its client") {
  ScriptedServer server(staySilent);
  c_cancel(server.endpoint().c_str(), &server);
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("In C closing a client ends its calls, and those that come after") {
  ScriptedServer server(staySilent);
  c_close(server.endpoint().c_str(), &server);
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("In C a callback may destroy its client") {
  const snsuapi::sandbox::Server server;
  c_destroy_within_callback(server.endpoint().c_str());
}

TEST_CASE("In C callbacks run where the program polls") {
  const snsuapi::sandbox::Server server;
  c_poll(server.endpoint().c_str());
}

TEST_CASE("In C a program's own loop drives the calls") {
  const snsuapi::sandbox::Server server;
  c_event_loop(server.endpoint().c_str());
}

TEST_CASE("In C a program's own loop tells a timeout") {
  ScriptedServer server(staySilent);
  c_event_loop_timeout(server.endpoint().c_str());
}
