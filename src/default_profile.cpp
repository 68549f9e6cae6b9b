#include <snsuapi/client_profile.hpp>

#include "endpoint_table.hpp"
#include "region_id.hpp"

namespace snsuapi {

ClientProfile DefaultProfile::getProfile(std::string regionId, std::string accessKeyId, std::string accessKeySecret,
                                         std::string securityToken) {
  ClientProfile profile;
  profile.regionId = std::move(regionId);
  profile.credentials = std::make_shared<StaticCredentialsProvider>(std::move(accessKeyId), std::move(accessKeySecret),
                                                                    std::move(securityToken));
  return profile;
}

ClientProfile DefaultProfile::getProfile(std::string regionId) {
  ClientProfile profile;
  profile.regionId = std::move(regionId);
  profile.credentials = std::make_shared<EnvironmentCredentialsProvider>();
  return profile;
}

Outcome<void> DefaultProfile::tryAddEndpoint(const std::string& regionId, const std::string& product,
                                             const std::string& domain) {
  if (Outcome<void> valid = internal::checkRegionId(regionId); !valid) return valid;
  if (product.empty()) {
    return Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter", "addEndpoint: the product is empty; use Snsuapi");
  }
  Outcome<internal::Endpoint> endpoint = internal::Endpoint::parse(domain);
  if (!endpoint) return endpoint.error();
  internal::EndpointTable::ofProcess()->set(regionId, product, *std::move(endpoint));
  return {};
}

}  // namespace snsuapi
