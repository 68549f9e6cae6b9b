#pragma once

#include <snsuapi/auth/signed_request.hpp>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace snsuapi {

/// A request that was signed elsewhere, in a form that can be handed on: a backend makes it of AcsClient::sign()'s
/// result, a device that has no key sends it as it is, to the endpoint of its own profile. Good once, and for
/// 15 minutes. Thread safety: that of a plain value.
class SNSUAPI_API PresignedRequest : public AcsRequest {
 public:
  /// On the backend.
  explicit PresignedRequest(const SignedRequest& request);
  PresignedRequest(const PresignedRequest&) = default;
  PresignedRequest(PresignedRequest&&) = default;
  PresignedRequest& operator=(const PresignedRequest&) = default;
  PresignedRequest& operator=(PresignedRequest&&) = default;
  virtual ~PresignedRequest() = default;  // unlike other requests, this one can be both a base and a value of its own

  /// One line of ASCII: `POST AccessKeyId=…&Signature=…`. Whoever has it can send it: hand it on over TLS.
  std::string serialize() const;

  std::string_view getAction() const noexcept override;
  /// False: it is tried again only when nothing of it was sent.
  bool isReadOnly() const noexcept override { return false; }

 protected:
  /// SDK.InvalidParameter when the text is no signed request, or one of another action.
  static Outcome<PresignedRequest> parseFor(std::string_view action, std::string_view text);

 private:
  PresignedRequest(std::string method, std::string form) : method_(std::move(method)), form_(std::move(form)) {}
  Outcome<void> collectOwn(internal::ParameterList& parameters) const override;
  const PresignedRequest* presigned() const noexcept override { return this; }
  friend class internal::Pipeline;

  std::string method_;
  std::string form_;
};

/// The same on the device, with the type of its response:
/// `client.execute(*Presigned<BandPrecheckRequest>::parse(text))`.
template <class Request>
class Presigned final : public PresignedRequest {
 public:
  using Response = typename Request::Response;

  /// @param text what serialize() gave
  /// @return SDK.InvalidParameter when it is no signed request, or one of another action
  static Outcome<Presigned> parse(std::string_view text) {
    Outcome<PresignedRequest> parsed = parseFor(Request().getAction(), text);
    if (!parsed) return parsed.error();
    return Presigned(*std::move(parsed));
  }

 private:
  explicit Presigned(PresignedRequest&& request) : PresignedRequest(std::move(request)) {}
};

}  // namespace snsuapi
