#include <snsuapi/client_profile.hpp>

#include "endpoint_table.hpp"
#include "region_id.hpp"

namespace snsuapi {

namespace {

ClientProfile profileOf(std::string regionId, std::shared_ptr<CredentialsProvider> credentials) {
  ClientProfile profile;
  profile.regionId = std::move(regionId);
  profile.credentials = std::move(credentials);
  return profile;
}

}  // namespace

ClientProfile DefaultProfile::getProfile(std::string regionId, std::string accessKeyId, std::string accessKeySecret,
                                         std::string securityToken) {
  return profileOf(std::move(regionId),
                   std::make_shared<StaticCredentialsProvider>(std::move(accessKeyId), std::move(accessKeySecret),
                                                               std::move(securityToken)));
}

ClientProfile DefaultProfile::getProfile(std::string regionId) {
  return profileOf(std::move(regionId), std::make_shared<EnvironmentCredentialsProvider>());
}

Outcome<void> DefaultProfile::tryAddEndpoint(const std::string& regionId, const std::string& product,
                                             const std::string& domain) {
  if (Outcome<void> valid = internal::checkRegionId(regionId); !valid) return valid;
  if (product.empty()) {
    return Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter", "addEndpoint: the product is empty; use Snsuapi");
  }
  Outcome<internal::Endpoint> endpoint = internal::Endpoint::parse(domain);
  if (!endpoint) return endpoint.error();
  internal::EndpointTable::ofProcess().set(regionId, product, *std::move(endpoint));
  return {};
}

}  // namespace snsuapi
