#pragma once

#include <snsuapi/http/http_message.hpp>
#include <snsuapi/model/acs_response.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {
namespace internal {

/// Tells what an HTTP answer is: a success, which fills the response, or one of the errors.
class ResponseParser {
 public:
  /// @param stringToSign what the client signed, to tell a wrong secret from a wrong signature
  static Outcome<void> parse(HttpResponse answer, const std::string& stringToSign, AcsResponse& response);
};

}  // namespace internal
}  // namespace snsuapi
