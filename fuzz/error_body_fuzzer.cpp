// A server that sends back what it was sent: an error body, in which `{K}` stands for the access key id, `{S}` for its
// secret, `{T}` for the token and `{G}` for the signature, each also encoded once (`{K1}`) or twice (`{K2}`). The first
// byte chooses the HTTP status.
//
// Nothing of that may be read from the error, whatever the service's code says.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/percent_encoding.hpp"
#include "support/fixed_client.hpp"
#include "support/requests.hpp"
#include "support/require.hpp"

using namespace snsuapi;
using namespace snsuapi_fuzz;

namespace {

constexpr std::array<int, 6> kStatuses = {200, 400, 403, 404, 429, 500};

std::string encoded(const std::string& text) {
  std::string out;
  internal::appendPercentEncoded(out, text);
  return out;
}

/// What must never be read, and what stands for it in an input.
using Secrets = std::vector<std::pair<std::string, std::string>>;

Secrets secretsOf(const AcsClient& client, const BandPrecheckRequest& request) {
  Secrets secrets;
  const std::string signature = client.sign(request)->signature();
  const std::pair<const char*, std::string> all[] = {{"K", kKeyId}, {"S", kSecret}, {"T", kToken}, {"G", signature}};
  for (const auto& [name, secret] : all) {
    const std::string mark = std::string("{") + name;
    secrets.emplace_back(mark + "}", secret);
    secrets.emplace_back(mark + "1}", encoded(secret));
    secrets.emplace_back(mark + "2}", encoded(encoded(secret)));
  }
  return secrets;
}

std::string withSecrets(std::string text, const Secrets& secrets) {
  for (const auto& [mark, secret] : secrets) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + secret.size())) {
      text.replace(at, mark.size(), secret);
    }
  }
  return text;
}

void checkText(std::string_view text, const Secrets& secrets) {
  for (const auto& [mark, secret] : secrets) {
    require(text.find(secret) == std::string_view::npos, "no error tells a secret");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static FixedClient fixed;
  static const BandPrecheckRequest request = snsuapi_test::precheckRequest();
  static const Secrets secrets = secretsOf(fixed.client(), request);

  HttpResponse answer;
  answer.status = kStatuses[data[0] % kStatuses.size()];
  answer.body = withSecrets(std::string(data + 1, data + size), secrets);
  answer.headers.add("Date", "Mon, 09 Jul 2018 09:00:00 GMT");
  fixed.transport().answerWith(answer);
  const auto outcome = fixed.client().execute(request);
  if (outcome) return 0;

  const Error& error = outcome.error();
  require(!error.code().empty(), "an error has a code");
  require(error.kind() == ErrorKind::Service || error.kind() == ErrorKind::InvalidResponse,
          "an answer's kind of error");
  require(error.delivery() == Delivery::Answered, "an answer was delivered");
  require(error.httpStatus() == answer.status, "the error has the answer's status");
  for (const std::string& text : {error.code(), error.message(), error.requestId(), error.toString()}) {
    checkText(text, secrets);
  }
  error.mayHaveBeenCarriedOut();
  error.isThrottling();
  try {
    raise(error);
  } catch (const ClientException& exception) {
    require(exception.getErrCode() == error.code(), "the exception has the error's code");
    checkText(exception.what(), secrets);
  }
  return 0;
}
