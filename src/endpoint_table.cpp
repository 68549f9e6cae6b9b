#include "endpoint_table.hpp"

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

namespace {

std::string key(std::string_view regionId, std::string_view product) {
  return toLower(product).append("/").append(toLower(regionId));
}

}  // namespace

std::shared_ptr<EndpointTable> EndpointTable::ofProcess() {
  static const std::shared_ptr<EndpointTable> table = std::make_shared<EndpointTable>();
  return table;
}

void EndpointTable::set(std::string_view regionId, std::string_view product, Endpoint endpoint) {
  const std::lock_guard<std::mutex> lock(mutex_);
  endpoints_.insert_or_assign(key(regionId, product), std::move(endpoint));
}

std::optional<Endpoint> EndpointTable::find(std::string_view regionId, std::string_view product) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (endpoints_.empty()) return std::nullopt;
  const auto found = endpoints_.find(key(regionId, product));
  if (found == endpoints_.end()) return std::nullopt;
  return found->second;
}

}  // namespace internal
}  // namespace snsuapi
