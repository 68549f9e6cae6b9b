#pragma once

#include <snsuapi/export.hpp>
#include <snsuapi/http/http_message.hpp>
#include <string>

namespace snsuapi {

/// A request as it would go on the wire now (see AcsClient::sign). It is good for 15 minutes and once: whoever has it
/// can send it. Thread safety: that of a plain value.
struct SNSUAPI_API SignedRequest {
  HttpRequest http;

  /// What the signature covers; holds the access key id.
  std::string stringToSign() const;
  /// base64 of the HMAC-SHA1.
  std::string signature() const;
};

}  // namespace snsuapi
