// Any answer to any action. The first byte chooses the action, the second the HTTP status, the rest is the body.
//
// What is refused says so in whole; whatever an accepted answer tells stands in the document.

#include <array>
#include <cstdint>
#include <iterator>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "json/response_parser.hpp"
#include "support/document.hpp"
#include "support/require.hpp"

using namespace snsuapi;
using namespace snsuapi_fuzz;

namespace {

constexpr std::array<int, 8> kStatuses = {200, 204, 302, 400, 403, 429, 500, 503};

void checkRefusal(const Error& error, int status) {
  require(!error.code().empty(), "an error has a code");
  require(error.kind() == ErrorKind::Service || error.kind() == ErrorKind::InvalidResponse,
          "an answer's kind of error");
  require(error.delivery() == Delivery::Answered, "an answer was delivered");
  require(error.httpStatus() == status, "the error has the answer's status");
}

// Without the client around it, which error_body_fuzzer has: more inputs a second.
template <class Response>
void answer(int status, const std::string& body) {
  HttpResponse answer{status, {}, body};
  Response response;
  const Outcome<void> outcome = internal::ResponseParser::parse(answer, SignedRequest(), response);
  if (!outcome) return checkRefusal(outcome.error(), status);
  require(status >= 200 && status < 300, "only a 2xx is a success");
  const std::string different = snsuapi_test::notInDocument(response, body);
  require(different.empty(), ("in the document: " + different).c_str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  using Answer = void (*)(int status, const std::string& body);
  static constexpr Answer kAnswers[] = {
      answer<BandPrecheckResponse>,      answer<BandOfferOrderResponse>,    answer<BandStartSpeedUpResponse>,
      answer<BandStopSpeedUpResponse>,   answer<BandStatusQueryResponse>,   answer<MobileStartSpeedUpResponse>,
      answer<MobileStopSpeedUpResponse>, answer<MobileStatusQueryResponse>, answer<CommonResponse>};
  kAnswers[data[0] % std::size(kAnswers)](kStatuses[data[1] % kStatuses.size()], std::string(data + 2, data + size));
  return 0;
}
