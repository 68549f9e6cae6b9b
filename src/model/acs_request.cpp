#include <snsuapi/model/acs_request.hpp>

#include "parameter_list.hpp"

namespace snsuapi {

Outcome<void> AcsRequest::collect(internal::ParameterList& parameters) const {
  if (common_.ownerId) parameters.add("OwnerId", *common_.ownerId);
  if (common_.resourceOwnerId) parameters.add("ResourceOwnerId", *common_.resourceOwnerId);
  if (common_.resourceOwnerAccount) parameters.add("ResourceOwnerAccount", *common_.resourceOwnerAccount);
  return collectOwn(parameters);
}

}  // namespace snsuapi
