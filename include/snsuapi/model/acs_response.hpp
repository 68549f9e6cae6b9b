#pragma once

#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {

struct HttpResponse;

namespace internal {
class JsonValue;
class ResponseParser;
}  // namespace internal

/// What a successful call returns: the base of the typed responses and of CommonResponse. Not for deriving from
/// outside. A plain value; const access from several threads is safe.
class SNSUAPI_API AcsResponse {
 public:
  /// The service's id of the request, for its support; empty when the service sent none.
  const std::string& getRequestId() const noexcept { return requestId_; }
  /// Always `OK`: any other code is an error, not a response.
  const std::string& getResultCode() const noexcept { return resultCode_; }
  /// The service's text, often Chinese; may be empty.
  const std::string& getResultMessage() const noexcept { return resultMessage_; }

 protected:
  AcsResponse() = default;
  ~AcsResponse() = default;  // not virtual: a response is owned as what it is
  AcsResponse(const AcsResponse&) = default;
  AcsResponse(AcsResponse&&) = default;
  AcsResponse& operator=(const AcsResponse&) = default;
  AcsResponse& operator=(AcsResponse&&) = default;

 private:
  friend class internal::ResponseParser;
  /// Takes over the exchange as it came, before it is parsed (the parser changes its body).
  virtual void keepExchange(const HttpResponse& response);
  /// Reads ResultModule. An error names the member that is missing or of the wrong type.
  virtual Outcome<void> readResultModule(const internal::JsonValue& resultModule) = 0;

  std::string requestId_;
  std::string resultCode_;
  std::string resultMessage_;
};

}  // namespace snsuapi
