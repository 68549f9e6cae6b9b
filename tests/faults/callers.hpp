#pragma once

#include <memory>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <vector>

namespace snsuapi_test {

/// A precheck changes nothing, an order spends money.
enum class Action { Precheck, Order };

/// What a program is told of the end of a call, whichever language it is written in.
struct Heard {
  bool isSuccess = false;
  std::string code;
  std::string message;
  std::string requestId;
  snsuapi::ErrorKind kind{};
  snsuapi::Delivery delivery{};
  int httpStatus = 0;
  bool mayHaveBeenCarriedOut = false;
};

/// Makes calls in one way, with a client of its own. Used by one thread at a time.
class Caller {
 public:
  Caller() = default;
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;
  virtual ~Caller() = default;

  /// Returns when the call has ended.
  virtual Heard call(Action action, const snsuapi::RetryPolicy& retry = {}) = 0;
};

/// One way to make calls.
struct Way {
  std::string name;
  std::unique_ptr<Caller> (*makeCaller)(const snsuapi::ClientProfile& profile);
  bool hasObserver;  ///< which the profile's is
};

/// Waiting, by a future, and on the program's own event loop; the same in C, where its API is built.
std::vector<Way> allWays();

void addCWays(std::vector<Way>& ways);

}  // namespace snsuapi_test
