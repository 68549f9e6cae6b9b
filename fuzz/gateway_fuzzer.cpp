// The sandbox's gateway, and the service behind it: an input is a text, and each of its lines a step.
//
//     SAction=BandPrecheck&IpAddress=203.0.113.7&Port=50123    a form, completed and signed as the SDK signs
//     RAction=BandPrecheck&Signature=…                         a form as it stands
//     +3600                                                    the service's time moves on by so many seconds
//
// What the SDK signs with a key that the gateway knows has the right signature; every answer has a code; nothing is
// thrown; and at the end each account's books balance.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "auth/rpc_signer.hpp"
#include "gateway/gateway.hpp"
#include "journal/journal.hpp"
#include "support/require.hpp"

using namespace snsuapi;
using namespace snsuapi_fuzz;
using namespace snsuapi::sandbox;

namespace {

constexpr const char* kNow = "2018-07-09T08:00:00Z";
constexpr std::int64_t kNowSeconds = 1531123200;
const char* const kSecrets[][2] = {{"testid", "testsecret"},   {"STS.testid", "stssecret"},    {"poor", "poorsecret"},
                                   {"denied", "deniedsecret"}, {"inactive", "inactivesecret"}, {"slow", "slowsecret"}};

/// A sandbox without HTTP, where it is always the same time.
class World {
 public:
  World()
      : scenario_(parseScenario(defaultScenarioText())),
        ids_(1),
        clock_([] { return Time(std::chrono::seconds(kNowSeconds)); }, std::nullopt),
        store_(""),
        service_(scenario_, ids_, clock_, store_),
        gateway_(scenario_, clock_, store_, service_) {
    reset();
  }

  void reset() {
    clock_.setShift(std::chrono::milliseconds(0));
    Store::Transaction transaction(store_);
    service_.reset();
    transaction.commit();
    isFresh_ = true;
  }
  bool isFresh() const { return isFresh_; }

  Reply serve(const std::string& method, const std::string& form) {
    Parameters parameters;
    const auto problem = decodeInto(form, parameters);
    Reply reply = gateway_.serve(method, parameters, problem, false);
    isFresh_ = isFresh_ && reply.isGatewayError;
    require(!reply.code.empty(), "an answer has a code");
    require(reply.httpStatus == 200 || reply.isGatewayError, "only the gateway answers with an error's status");
    checkJournal(parameters, reply);
    return reply;
  }

  void moveOn(std::chrono::seconds by) {
    clock_.set(clock_.now() + by);
    Store::Transaction transaction(store_);
    service_.bringUpToDate();
    transaction.commit();
    isFresh_ = false;
  }

  void checkBooks() {
    Store::Transaction transaction(store_);
    std::map<std::string, Balance> balances;
    for (const Balance& balance : store_.balances()) balances.emplace(balance.accessKeyId, balance);
    for (const Account& account : scenario_.accounts) {
      const Balance& balance = balances.at(account.accessKeyId);
      require(balance.free >= 0 && balance.frozen >= 0 && balance.charged >= 0, "no balance is below zero");
      require(balance.free + balance.frozen + balance.charged == account.initialBalance, "the books balance");
    }
  }

 private:
  // What the journal shows of a request, which is what a person looks at.
  static void checkJournal(const Parameters& parameters, const Reply& reply) {
    for (const auto& [name, value] : masked(parameters)) {
      require(name != "Signature" || value.empty() || value == "***", "the journal shows no signature");
    }
    maskedAnswer(reply.message, parameters);
  }

  const Scenario scenario_;
  Ids ids_;
  Clock clock_;
  Store store_;
  Service service_;
  Gateway gateway_;
  bool isFresh_ = true;
};

/// Completes the form with the common parameters, but for those that it has, and signs it.
class Caller {
 public:
  std::string sign(const std::string& method, std::string_view form) {
    Parameters parameters;
    decodeInto(form, parameters);  // as far as it can be read
    parameters.erase("Signature");
    parameters.emplace("Version", "2018-07-09");
    parameters.emplace("AccessKeyId", "testid");
    parameters.emplace("SignatureMethod", "HMAC-SHA1");
    parameters.emplace("SignatureVersion", "1.0");
    parameters.emplace("SignatureNonce", std::to_string(++nonces_));
    parameters.emplace("Timestamp", kNow);
    secret_ = secretOf(parameters["AccessKeyId"]);
    internal::ParameterList list;
    for (const auto& [name, value] : parameters) list.add(name, value);
    return *internal::signedForm(method, list, secret_ == nullptr ? "" : secret_);
  }
  /// Whether the latest form was signed with the key that it names.
  bool knowsKey() const { return secret_ != nullptr; }

 private:
  static const char* secretOf(const std::string& accessKeyId) {
    const auto found = std::find_if(std::begin(kSecrets), std::end(kSecrets),
                                    [&](const auto& pair) { return pair[0] == accessKeyId; });
    return found == std::end(kSecrets) ? nullptr : (*found)[1];
  }

  int nonces_ = 0;
  const char* secret_ = nullptr;
};

void step(World& world, Caller& caller, std::string_view line) {
  const std::string_view rest = line.substr(1);
  switch (line.front()) {
    case 'S':
    case 'G': {
      const std::string method = line.front() == 'S' ? "POST" : "GET";
      const Reply reply = world.serve(method, caller.sign(method, rest));
      require(!caller.knowsKey() || reply.code != "SignatureDoesNotMatch", "what the SDK signs is signed right");
      require(caller.knowsKey() || reply.isGatewayError, "nobody is served without a key");
      break;
    }
    case 'R': {
      const Reply reply = world.serve("POST", std::string(rest));
      require(reply.isGatewayError || rest.find("Signature") != std::string_view::npos,
              "nobody is served without a signature");
      break;
    }
    case '+': {
      int seconds = 0;
      std::from_chars(rest.data(), rest.data() + rest.size(), seconds);
      constexpr int kThreeMonths = 92 * 24 * 60 * 60;
      world.moveOn(std::chrono::seconds(std::clamp(seconds, 0, kThreeMonths)));
      break;
    }
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  if (!world.isFresh()) world.reset();
  Caller caller;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) step(world, caller, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!world.isFresh()) world.checkBooks();
  return 0;
}
