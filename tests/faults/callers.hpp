#pragma once

#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

namespace snsuapi_test {

/// One way to make a call: a precheck, which changes nothing, or an order, which spends money.
struct Caller {
  std::string name;
  snsuapi::Outcome<void> (*precheck)(const snsuapi::AcsClient& client, const snsuapi::CallOptions& options);
  snsuapi::Outcome<void> (*order)(const snsuapi::AcsClient& client, const snsuapi::CallOptions& options);
};

/// Waiting, by callback, and on the program's own event loop.
std::vector<Caller> allCallers();

}  // namespace snsuapi_test
