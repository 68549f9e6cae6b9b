#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/scripted_server.hpp"

namespace snsuapi_test {

/// Texts that would end a line, a string, a parameter or a request, were they not encoded. None is empty.
const std::vector<std::string>& hostileTexts();

/// A server that answers everything with a success that any action can read, and keeps what arrives.
class Recorder {
 public:
  Recorder();
  std::string endpoint() const { return server_.endpoint(); }
  std::vector<ArrivedRequest> arrivals() const { return server_.arrivals(); }
  /// The one request that has arrived since the last time; the test fails when there is none, or are more.
  ArrivedRequest takeOne();

 private:
  ScriptedServer server_;
  std::size_t taken_ = 0;
};

/// Checks that a request has just the lines that every request of the SDK has, and nothing in them but what is to be
/// there; gives its parameters, decoded.
std::map<std::string, std::string> checkedParameters(const ArrivedRequest& request, const std::string& endpoint,
                                                     const std::string& userAgentSuffix = {});

}  // namespace snsuapi_test
