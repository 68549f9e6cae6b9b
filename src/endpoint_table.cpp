#include "endpoint_table.hpp"

#include <new>

#include "ascii.hpp"

namespace snsuapi {
namespace internal {

namespace {

std::string keyOf(std::string_view regionId, std::string_view product) {
  return toLower(product).append("/").append(toLower(regionId));
}

}  // namespace

EndpointTable& EndpointTable::ofProcess() {
  alignas(EndpointTable) static unsigned char place[sizeof(EndpointTable)];
  static auto* const table = new (place) EndpointTable;
  return *table;
}

void EndpointTable::set(std::string_view regionId, std::string_view product, Endpoint endpoint) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::string key = keyOf(regionId, product);
  for (auto& [known, its] : endpoints_) {
    if (known == key) return void(its = std::move(endpoint));
  }
  endpoints_.emplace_back(key, std::move(endpoint));
}

std::optional<Endpoint> EndpointTable::find(std::string_view regionId, std::string_view product) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (endpoints_.empty()) return std::nullopt;
  const std::string key = keyOf(regionId, product);
  for (const auto& [known, its] : endpoints_) {
    if (known == key) return its;
  }
  return std::nullopt;
}

}  // namespace internal
}  // namespace snsuapi
