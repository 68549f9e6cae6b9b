#pragma once

#include <cstdint>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace snsuapi {
namespace sandbox {

/// How the sandbox misbehaves.
enum class FaultKind {
  Code,          ///< answers with a code, in any HTTP status
  Delay,         ///< answers late
  Hang,          ///< never answers
  Cut,           ///< ends within the body
  WrongLength,   ///< a Content-Length of half the body
  Garbage,       ///< HTTP 200 with what is no JSON
  Empty,         ///< HTTP 200 without a body
  Html,          ///< HTTP 502 with a page, as a proxy's
  Huge,          ///< HTTP 200 with a body of many bytes
  ResetBefore,   ///< resets the connection before it reads the request
  ResetAfter,    ///< resets it when the request was read
  Close,         ///< closes it unanswered when the request was read
  Drip,          ///< the body comes byte by byte
  ExpiredClock,  ///< refuses the timestamp, as a server would whose clock is far off
  Redirect,      ///< points elsewhere
};

/// One that is armed.
struct Fault {
  std::int64_t id;
  FaultKind kind;
  std::string name;
  /// The calls that it meets; empty: all.
  std::string action;
  /// How many more calls; none: until it is cleared.
  std::optional<std::int64_t> timesLeft;
  /// Whether the call is carried out before.
  bool carriedOut;
  std::int64_t milliseconds = 0;
  std::int64_t bytes = 0;
  int httpStatus = 0;
  std::string code;
  std::string message;
  std::string location;
};

nlohmann::json toJson(const Fault& fault);
/// Every kind, with its parameters and their defaults.
nlohmann::json faultKinds();

/// Says what is wrong with a fault, and what is wanted.
class FaultError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The faults that are armed, in the order in which they were. Thread-safe.
class Faults {
 public:
  /// Throws FaultError.
  Fault arm(const nlohmann::json& request);
  std::vector<Fault> armed() const;
  std::size_t clear();
  bool clear(std::int64_t id);

  /// The fault of this call, which counts it; none to serve it well.
  std::optional<Fault> take(const std::string& action);
  /// Whether a connection with a new request is to be reset unread; counts it.
  bool takeResetBefore();

 private:
  template <class Matches>
  std::optional<Fault> takeFirst(Matches matches);

  mutable std::mutex mutex_;
  std::vector<Fault> armed_;  // guarded by mutex_
  std::int64_t lastId_ = 0;   // guarded by mutex_
};

}  // namespace sandbox
}  // namespace snsuapi
