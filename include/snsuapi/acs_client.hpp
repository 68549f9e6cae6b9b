#pragma once

#include <memory>
#include <snsuapi/auth/signed_request.hpp>
#include <snsuapi/call.hpp>
#include <snsuapi/client_profile.hpp>
#include <snsuapi/exceptions.hpp>
#include <snsuapi/http/http_transport.hpp>
#include <snsuapi/model/acs_request.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/model/common_request.hpp>
#include <snsuapi/outcome.hpp>
#include <utility>

namespace snsuapi {

/// The client: signs requests, sends them, reads the answers.
///
/// Any number of threads may use one client at once; one client a process is enough. Moving and destroying it are the
/// owner's alone, when no call runs. A moved-from client may only be destroyed or assigned to.
class SNSUAPI_API AcsClient {
 public:
  /// A client with a CurlTransport of its own. Never fails and does no I/O: what is amiss with the profile is reported
  /// by the calls.
  explicit AcsClient(ClientProfile profile);
  /// A client on a given transport, which it shares. Of profile.http only the timeouts are used then.
  AcsClient(ClientProfile profile, std::shared_ptr<HttpTransport> transport);
  AcsClient(AcsClient&&) noexcept;
  AcsClient& operator=(AcsClient&&) noexcept;
  ~AcsClient();

  /// Sends a request and waits for its answer, for the total timeout at most; it can't be interrupted. Never throws for
  /// what the network or the service does.
  ///
  /// @return the typed response when the service said OK; else an Error. Nothing is ever retried unless options.retry
  ///         says so.
  template <class Request>
  Outcome<typename Request::Response> execute(const Request& request, const CallOptions& options = {}) const {
    typename Request::Response response;
    Outcome<void> done = call(request, options, response);
    if (!done) return done.error();
    return response;
  }

  /// The request as it would go on the wire now, signed; nothing is sent. For dry runs, tests, and requests that
  /// somebody else sends.
  Outcome<SignedRequest> sign(const AcsRequest& request, const CallOptions& options = {}) const;

#if SNSUAPI_EXCEPTIONS
  /// execute() that throws its error: ClientException or one beneath it (exceptions.hpp). No retry
  /// unless options.retry says so.
  template <class Request>
  typename Request::Response getAcsResponse(const Request& request, const CallOptions& options = {}) const {
    return execute(request, options).value();
  }

  /// The same, with up to maxRetryCounts further attempts when autoRetry is true, where that is safe (RetryPolicy).
  template <class Request>
  typename Request::Response getAcsResponse(const Request& request, bool autoRetry, int maxRetryCounts) const {
    CallOptions options;
    options.retry.maxRetries = autoRetry ? maxRetryCounts : 0;
    return getAcsResponse(request, options);
  }

  /// Any action by its name.
  CommonResponse getCommonResponse(const CommonRequest& request, const CallOptions& options = {}) const {
    return getAcsResponse(request, options);
  }
#endif

 private:
  class Core;
  Outcome<void> call(const AcsRequest& request, const CallOptions& options, AcsResponse& response) const;

  std::unique_ptr<const Core> core_;
};

/// The Java SDK's name.
using DefaultAcsClient = AcsClient;

}  // namespace snsuapi
