#pragma once

#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "support/test_profile.hpp"

namespace snsuapi_test {

/// What a client makes of a body that came to a request with HTTP status 200.
template <class Request>
snsuapi::Outcome<typename Request::Response> answer(const Request& request, const std::string& body) {
  const auto mock = std::make_shared<snsuapi::testing::MockTransport>();
  mock->enqueueJson(200, body);
  return snsuapi::AcsClient(testProfile(), mock).execute(request);
}

}  // namespace snsuapi_test
