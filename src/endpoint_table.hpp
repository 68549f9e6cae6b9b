#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "endpoint.hpp"

namespace snsuapi {
namespace internal {

/// The process-wide endpoints that DefaultProfile::addEndpoint sets. Thread-safe.
class EndpointTable {
 public:
  /// The table of this process. Never destroyed: a client may be made during static destruction, too.
  static EndpointTable& ofProcess();

  void set(std::string_view regionId, std::string_view product, Endpoint endpoint);
  std::optional<Endpoint> find(std::string_view regionId, std::string_view product) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<std::string, Endpoint>> endpoints_;  // by keyOf(); a few at most; guarded by mutex_
};

}  // namespace internal
}  // namespace snsuapi
