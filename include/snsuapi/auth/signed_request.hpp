#pragma once

#include <snsuapi/http/http_message.hpp>
#include <string>

namespace snsuapi {

/// A request as it would go on the wire now, and how it was signed (see AcsClient::sign).
struct SignedRequest {
  HttpRequest http;
  std::string stringToSign;  ///< what the signature covers; holds the access key id
  std::string signature;     ///< base64 of the HMAC-SHA1
};

}  // namespace snsuapi
