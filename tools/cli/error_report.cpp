#include "error_report.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "table.hpp"

namespace snsuapi {
namespace cli {

namespace {

struct Hint {
  std::string_view code;
  std::string_view text;
};

constexpr std::array<Hint, 22> kHints = {{
    {"isp.RAM_PERMISSION_DENY", "let the account's administrator grant this key the action in RAM"},
    {"isv.PRODUCT_UNSUBSCRIBE", "activate the network acceleration service for this account"},
    {"isv.INVALID_PARAMETERS", "see the message, and check the values that were passed"},
    {"isp.SYSTEM_ERROR", "the service failed; try later, and give its support the request id"},
    {"isv.BUSINESS_LIMIT_CONTROL", "too many calls: wait, then go on more slowly"},
    {"isp.LX_CREATE_ORDER_FAILURE", "nothing was ordered; check the balance and this month's orders for the line"},
    {"isv.BAND_UNSURPOT_SPEEDUP", "this line can't be accelerated; check address and port, or the band id"},
    {"isv.BAND_CHECK_EXPIRE", "run `snsuapi precheck` again, then order"},
    {"InvalidAccessKeyId.NotFound", "check the access key id, and that the endpoint is the one it belongs to"},
    {"InvalidTimeStamp.Expired", "set this machine's clock: it may be off by 15 minutes at the most"},
    {"SignatureNonceUsed",
     "this very request has reached the service before; without a nonce of your own each is another"},
    {"SDK.InvalidAccessKeySecret", "check the access key secret"},
    {"SDK.ServerUnreachable", "check the endpoint, the network and the proxy"},
    {"SDK.ConnectTimeout", "check the endpoint, the network and the proxy"},
    {"SDK.ReadTimeout", "try again later, or with a larger --timeout"},
    {"SDK.TlsFailure",
     "check the endpoint (without http:// it means https), this machine's clock and its CA certificates (--ca-file)"},
    {"SDK.InvalidServerResponse", "check that the endpoint is the service, and that no proxy or portal answers for it"},
    {"SDK.ResponseTooLarge", "check that the endpoint is the service, and that no proxy or portal answers for it"},
    {"SDK.EndpointResolvingError", "check --endpoint and SNSUAPI_ENDPOINT"},
    {"SDK.InvalidProxy", "check --proxy"},
    {"SDK.CredentialsUnavailable",
     "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make ~/.aliyun/config.json, such as with "
     "`aliyun configure`"},
    {"SDK.CredentialsRefreshFailed", "check what is to give the key, and this machine's clock"},
}};

std::string hintFor(const Error& error) {
  const auto found =
      std::find_if(kHints.begin(), kHints.end(), [&error](const Hint& hint) { return hint.code == error.code(); });
  return found == kHints.end() ? std::string() : std::string(found->text);
}

constexpr const char* kMayHaveChanged =
    "It MAY have been carried out, and charged: look at the account before you repeat it.";

}  // namespace

ExitCode exitCodeOf(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::NoError:
      return kDone;
    case ErrorKind::InvalidParameter:
      return kUsage;
    case ErrorKind::Configuration:
      return kConfiguration;
    case ErrorKind::Service:
    case ErrorKind::InvalidResponse:
      return kRefused;
    case ErrorKind::Transport:
      return kNetwork;
    case ErrorKind::Cancelled:
      return kInterrupted;
  }
  return kOther;
}

std::string describeForPeople(const Error& error, bool mayHaveChanged) {
  std::vector<std::vector<std::string>> rows = {{"error:", error.code()}, {"message:", error.message()}};
  if (!error.requestId().empty()) rows.push_back({"request id:", error.requestId()});
  if (error.httpStatus() != 0) rows.push_back({"HTTP status:", std::to_string(error.httpStatus())});
  // What to do about the error comes second to what may have happened.
  const std::string hint = mayHaveChanged ? std::string() : hintFor(error);
  if (!hint.empty()) rows.push_back({"what to do:", hint});
  if (error.delivery() == Delivery::NotSent) rows.push_back({"delivery:", "nothing was sent"});
  if (mayHaveChanged) rows.push_back({"WARNING:", kMayHaveChanged});
  return formatTable(rows);
}

std::string describeAsJson(const Error& error, bool mayHaveChanged) {
  const nlohmann::ordered_json report = {{"code", error.code()},
                                         {"message", error.message()},
                                         {"requestId", error.requestId()},
                                         {"httpStatus", error.httpStatus()},
                                         {"kind", toString(error.kind())},
                                         {"delivery", toString(error.delivery())},
                                         {"mayHaveBeenCarriedOut", mayHaveChanged},
                                         {"hint", mayHaveChanged ? std::string(kMayHaveChanged) : hintFor(error)}};
  return report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace cli
}  // namespace snsuapi
