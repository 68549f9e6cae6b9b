#pragma once

#include <snsuapi/auth/signed_request.hpp>
#include <snsuapi/http/http_message.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/outcome.hpp>

namespace snsuapi {
namespace internal {

/// Tells what an HTTP answer is: a success, which fills the response, or one of the errors.
class ResponseParser {
 public:
  /// @param answer  its body is decoded in place
  /// @param request what was sent, to tell a wrong secret from a wrong signature
  static Outcome<void> parse(HttpResponse& answer, const SignedRequest& request, AcsResponse& response);
};

}  // namespace internal
}  // namespace snsuapi
