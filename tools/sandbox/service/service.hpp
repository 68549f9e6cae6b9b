#pragma once

#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "gateway/parameters.hpp"
#include "store/store.hpp"

namespace snsuapi {
namespace sandbox {

/// What the service says to one call: `OK` and a module, or one of the guide's codes.
struct Answer {
  std::string code;
  std::string message;
  nlohmann::json module;
};

/// The rules of the service (guide, 1.5, 2.1, 4.1, 6.1). Knows nothing of HTTP. Thread-safe: one call at a time.
class Service {
 public:
  explicit Service(std::function<Time()> now) : now_(std::move(now)) {}

  static bool knowsAction(std::string_view action);
  /// The secret of a key; empty when there is no such key.
  std::string secretOf(const std::string& accessKeyId) const;

  /// @param action one that knowsAction
  Answer answer(const std::string& action, const std::string& accessKeyId, const Parameters& parameters);
  /// Back to the state of a new sandbox.
  void reset();

 private:
  std::function<Time()> now_;
  mutable std::mutex mutex_;
  Store store_;  // guarded by mutex_
};

}  // namespace sandbox
}  // namespace snsuapi
