#pragma once

#include <chrono>
#include <memory>
#include <snsuapi/auth/signed_request.hpp>
#include <snsuapi/call.hpp>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/outcome.hpp>
#include <string>
#include <string_view>

#include "clock_correction.hpp"
#include "endpoint.hpp"
#include "endpoint_table.hpp"
#include "parameter_list.hpp"

namespace snsuapi {
namespace internal {

/// The profile and what one call does differently, brought together.
struct CallSettings {
  explicit CallSettings(Endpoint to) : endpoint(std::move(to)) {}

  Endpoint endpoint;
  std::string regionId;
  HttpMethod method = HttpMethod::Post;
  std::chrono::milliseconds connectTimeout{};
  std::chrono::milliseconds readTimeout{};
  std::chrono::milliseconds totalTimeout{};
};

/// What a signer is asked for an unsigned form.
SigningRequest signingRequest(HttpMethod method, std::string_view form, const Credentials& credentials);

/// The steps that every call takes on both sides of the transport: request -> signed HTTP request, HTTP answer ->
/// response. Any number of threads may use it.
class Pipeline {
 public:
  explicit Pipeline(ClientProfile profile);

  const ClientProfile& profile() const noexcept { return profile_; }
  Environment& environment() const noexcept { return environment_; }

  Outcome<CallSettings> resolve(const CallOptions& options) const;
  Outcome<std::shared_ptr<const Credentials>> getCredentials(const AcsRequest& request) const;
  Outcome<SignedRequest> sign(const AcsRequest& request, const CallSettings& settings,
                              const Credentials& credentials) const;
  /// The same in two steps, for a signature that somebody else takes his time for: the form, and what comes of it.
  Outcome<std::string> unsignedForm(const AcsRequest& request, const CallSettings& settings,
                                    const Credentials& credentials) const;
  Outcome<SignedRequest> withSignature(std::string form, Outcome<std::string> signature,
                                       const CallSettings& settings) const;
  /// A request that asks for nothing, whose answer leaves a connection behind.
  HttpRequest warmUpRequest(const CallSettings& settings) const;
  /// What an attempt's answer comes to; no error holds what the request was signed with.
  Outcome<void> parse(Outcome<HttpResponse> answer, const CallSettings& settings, const SignedRequest& request,
                      const Credentials& credentials, AcsResponse& response) const;
  /// The error with `***` for what the request was signed with, which a server may have sent back.
  static Error withoutSecrets(const Error& error, const SignedRequest& request, const Credentials& credentials);
  /// How often the service has told the time, which requests are stamped with from then on.
  unsigned timesLearned() const { return clockCorrection_.timesLearned(); }

 private:
  Outcome<void> collect(const AcsRequest& request, const CallSettings& settings, const Credentials& credentials,
                        ParameterList& parameters) const;
  SignedRequest toHttp(HttpMethod method, std::string form, const CallSettings& settings) const;
  std::chrono::system_clock::time_point timeOfService() const;
  Error learnTime(const Error& refusal, const HttpHeaders& headers, const CallSettings& settings) const;
  Outcome<Endpoint> resolveEndpoint(const CallOptions& options, const std::string& regionId) const;

  const ClientProfile profile_;
  const std::unique_ptr<Environment> ownEnvironment_;  // none where the profile has one
  Environment& environment_;
  const EndpointTable& endpoints_;
  const Outcome<Endpoint> endpoint_;  // the profile's, else the built-in
  const HttpHeaders headers_;         // what every request bears
  mutable ClockCorrection clockCorrection_;
};

}  // namespace internal
}  // namespace snsuapi
