// The C API against the sandbox, by the cases in C of calls.c.

#include "c/c.hpp"

using namespace snsuapi_test;

void c_check(bool holds, const char* what, const char* file, int line) {
  if (holds) return;  // callbacks check, too, on the SDK's thread, and Catch is for one thread at a time
  CAPTURE(what, file, line);
  CHECK(holds);
}

void c_wait_for_arrivals(void* server, int count) {
  static_cast<ScriptedServer*>(server)->waitForArrivals(static_cast<std::size_t>(count));
}

TEST_CASE("A C program prechecks, orders, starts, queries and stops") {
  const snsuapi::sandbox::Server server;
  c_purchase(server.endpoint().c_str());
}

TEST_CASE("A C program starts, queries and stops a mobile speed-up") {
  const snsuapi::sandbox::Server server;
  c_mobile(server.endpoint().c_str());
}

TEST_CASE("A C program calls an action by its name") {
  const snsuapi::sandbox::Server server;
  c_common(server.endpoint().c_str());
}

TEST_CASE("In C each action's refusal is an error, with all that is known of it") {
  snsuapi::sandbox::Server server;
  server.control("POST", "/_sandbox/faults",
                 R"({"fault":"code","code":"isv.BUSINESS_LIMIT_CONTROL","message":"slowly","httpStatus":400})");
  c_refusals(server.endpoint().c_str());
}

TEST_CASE("In C a wrong secret is told, without it") {
  const snsuapi::sandbox::Server server;
  c_wrong_secret(server.endpoint().c_str());
}

TEST_CASE("In C the key comes from the environment when none is set") {
  const snsuapi::sandbox::Server server;
  const ScopedEnvironment environment({{"ALIBABA_CLOUD_ACCESS_KEY_ID", kKeyId},
                                       {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", kSecret},
                                       {"ALIBABA_CLOUD_SECURITY_TOKEN", nullptr}});
  c_key_of_the_environment(server.endpoint().c_str());
}
