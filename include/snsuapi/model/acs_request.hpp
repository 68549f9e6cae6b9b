#pragma once

#include <cstdint>
#include <optional>
#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace snsuapi {

class PresignedRequest;

namespace internal {
class CallFlow;
class ParameterList;
class Pipeline;
}  // namespace internal

/// What the client sends: the base of the eight typed requests and of CommonRequest. Not for deriving from outside.
///
/// Setters are named after the wire's parameters and return the request. A plain value: copies are independent, and a
/// request may be sent any number of times, by several threads at once as long as none changes it.
class SNSUAPI_API AcsRequest {
 public:
  /// The RPC action's name, such as `BandPrecheck`.
  virtual std::string_view getAction() const noexcept = 0;
  /// True where the action changes nothing at the service, so that sending it twice is harmless.
  virtual bool isReadOnly() const noexcept = 0;

 protected:
  AcsRequest() = default;
  ~AcsRequest() = default;  // not virtual: a request is owned as what it is
  AcsRequest(const AcsRequest&) = default;
  AcsRequest(AcsRequest&&) = default;
  AcsRequest& operator=(const AcsRequest&) = default;
  AcsRequest& operator=(AcsRequest&&) = default;

  struct CommonFields {
    std::optional<std::int64_t> ownerId;
    std::optional<std::int64_t> resourceOwnerId;
    std::optional<std::string> resourceOwnerAccount;
  };
  CommonFields common_;

 private:
  friend class internal::CallFlow;
  friend class internal::Pipeline;
  /// The request itself where it was signed elsewhere; null for all others.
  virtual const PresignedRequest* presigned() const noexcept { return nullptr; }
  /// Checks the parameters and adds them to the list; SDK.InvalidParameter names the one that is amiss.
  SNSUAPI_LOCAL Outcome<void> collect(internal::ParameterList& parameters) const;
  virtual Outcome<void> collectOwn(internal::ParameterList& parameters) const = 0;
};

/// The setters that every request has; Derived is the request itself.
template <class Derived>
class TypedRequest : public AcsRequest {
 public:
  /// Optional; no public source says what it means, so it is passed on as it is, as are the next two.
  Derived& setOwnerId(std::int64_t ownerId) { return common_.ownerId = ownerId, self(); }
  /// Optional.
  Derived& setResourceOwnerId(std::int64_t resourceOwnerId) {
    return common_.resourceOwnerId = resourceOwnerId, self();
  }
  /// Optional.
  // NOLINTNEXTLINE(performance-unnecessary-value-param): it is moved, which is not seen in a template
  Derived& setResourceOwnerAccount(std::string resourceOwnerAccount) {
    return common_.resourceOwnerAccount = std::move(resourceOwnerAccount), self();
  }

  const std::optional<std::int64_t>& getOwnerId() const noexcept { return common_.ownerId; }
  const std::optional<std::int64_t>& getResourceOwnerId() const noexcept { return common_.resourceOwnerId; }
  const std::optional<std::string>& getResourceOwnerAccount() const noexcept { return common_.resourceOwnerAccount; }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }
};

}  // namespace snsuapi
