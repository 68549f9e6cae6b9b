#pragma once

#include <string>

namespace snsuapi_test {

struct RawAnswer {
  int status = 0;
  std::string head;
  std::string body;
};

/// Sends these bytes to `http://127.0.0.1:PORT` on a connection of its own, and reads one answer by its Content-Length.
/// Throws std::runtime_error when none comes.
RawAnswer rawExchange(const std::string& endpoint, const std::string& request);

}  // namespace snsuapi_test
