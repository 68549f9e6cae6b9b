// A presigned request from a backend that cannot be trusted. The first byte chooses the action, and whether the answer
// is an error that sends the form back; the rest is the text.
//
// What is taken is sent as it came, to the endpoint of the device's own profile, and no error tells its key, token or
// signature.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "ascii.hpp"
#include "auth/percent_encoding.hpp"
#include "auth/rpc_signer.hpp"
#include "support/fixed_client.hpp"
#include "support/require.hpp"

using namespace snsuapi;
using namespace snsuapi_fuzz;

namespace {

constexpr std::string_view kOrigin = "https://snsuapi.aliyuncs.com/";

void checkSent(const HttpRequest& request, const std::string& text) {
  const bool isPost = text.rfind("POST ", 0) == 0;
  require(request.method == (isPost ? "POST" : "GET"), "the method is the text's");
  const std::string form = text.substr(text.find(' ') + 1);
  require(request.body == (isPost ? form : ""), "a POST's body is the form");
  require(request.url == std::string(kOrigin) + (isPost ? "" : "?" + form), "the URL is the endpoint's");
  require(std::none_of(request.url.begin(), request.url.end(), internal::isControl), "the URL is one line");
}

std::string encoded(const std::string& text) {
  std::string out;
  internal::appendPercentEncoded(out, text);
  return out;
}

void checkError(const Error& error, const std::string& form) {
  const auto parameter = [&form](const char* name) {
    return internal::percentDecoded(internal::encodedValue(form, name));
  };
  for (const std::string& secret :
       {parameter("AccessKeyId"), parameter("SecurityToken"), internal::signatureOf(form)}) {
    // A short one is not told from an ordinary word, and the masks of others are no secret.
    if (secret.size() < 20 || secret.find('*') != std::string::npos) continue;
    require(error.toString().find(secret) == std::string::npos, "no error tells a secret");
    require(error.toString().find(encoded(secret)) == std::string::npos, "no error tells an encoded secret");
  }
}

std::string escaped(std::string_view form) {
  std::string text;
  for (const char c : form) text += c == '"' || c == '\\' ? ' ' : c;
  return text;
}

template <class Request>
void run(const std::string& text, bool isSentBack) {
  const auto request = Presigned<Request>::parse(text);
  if (!request) {
    require(request.error().code() == "SDK.InvalidParameter", "what is refused is an invalid parameter");
    require(request.error().delivery() == Delivery::NotSent, "what is refused is not sent");
    return;
  }
  require(request->serialize() == text, "what was read is written as it was");
  require(request->getAction() == Request().getAction(), "the action is the one that was asked for");
  require(static_cast<bool>(Presigned<Request>::parse(request->serialize())), "it can be read again");

  static FixedClient fixed;
  const std::string form = text.substr(text.find(' ') + 1);
  const std::string message = isSentBack ? escaped(form) : std::string("no");
  fixed.transport().answerWith({400, {}, R"({"Code":"Refused","Message":")" + message + R"("})"});
  const auto outcome = fixed.client().execute(*request);
  require(!outcome && outcome.error().kind() == ErrorKind::Service, "the service's refusal arrives");
  checkSent(fixed.transport().request(), text);
  checkError(outcome.error(), form);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool isSentBack = data[0] % 2 != 0;
  const std::string text(data + 1, data + size);
  switch (data[0] / 2 % 3) {
    case 0:
      run<BandPrecheckRequest>(text, isSentBack);
      break;
    case 1:
      run<BandOfferOrderRequest>(text, isSentBack);
      break;
    default:
      run<MobileStopSpeedUpRequest>(text, isSentBack);
      break;
  }
  return 0;
}
