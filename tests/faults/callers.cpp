#include "faults/callers.hpp"

#include "support/requests.hpp"

namespace snsuapi_test {

using namespace snsuapi;

namespace {

template <class Response>
Outcome<void> withoutValue(const Outcome<Response>& outcome) {
  return outcome ? Outcome<void>() : Outcome<void>(outcome.error());
}

template <class Request>
Outcome<void> waiting(const AcsClient& client, const Request& request, const CallOptions& options) {
  return withoutValue(client.execute(request, options));
}

template <class Request>
Outcome<void> byCallback(const AcsClient& client, const Request& request, const CallOptions& options) {
  return withoutValue(client.submit(request, options).get());
}

}  // namespace

std::vector<Caller> allCallers() {
  return {
      {"execute",
       [](const AcsClient& client, const CallOptions& options) { return waiting(client, precheckRequest(), options); },
       [](const AcsClient& client, const CallOptions& options) { return waiting(client, orderRequest(), options); }},
      {"executeAsync",
       [](const AcsClient& client, const CallOptions& options) {
         return byCallback(client, precheckRequest(), options);
       },
       [](const AcsClient& client, const CallOptions& options) {
         return byCallback(client, orderRequest(), options);
       }}};
}

}  // namespace snsuapi_test
