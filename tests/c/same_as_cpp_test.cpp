// The C API has a table of its own of what each action takes: what it sends, and what it refuses, is what the typed
// requests of C++ send and refuse.

#include <functional>
#include <map>

#include "c/c.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

/// Sets one parameter, or some, in both languages.
struct Setting {
  std::string name;
  std::function<void(snsuapi_request*)> inC;
};

Setting text(const std::string& name, std::int32_t what, const std::string& value) {
  return {name, [=](snsuapi_request* request) { snsuapi_request_set_text(request, what, value.c_str()); }};
}
Setting number(const std::string& name, std::int32_t what, std::int64_t value) {
  return {name, [=](snsuapi_request* request) { snsuapi_request_set_number(request, what, value); }};
}

void fixedNonce(void*, char* nonce, std::size_t) { std::char_traits<char>::copy(nonce, "nonce", 6); }
std::int64_t fixedTime(void*) { return 1531123200000; }

class FixedEnvironment final : public Environment {
 public:
  std::chrono::system_clock::time_point now() override { return kStartOfTime; }
  std::string nonce() override { return "nonce"; }
};

/// A server that says no, and a client of each language, which sign alike.
class Both {
 public:
  Both()
      : server_([](ServerConnection& connection) {
          while (connection.readRequest()) connection.write(httpAnswer(200, R"({"Code":"isv.BAND_CHECK_EXPIRE"})"));
        }) {
    snsuapi_profile* profile = c_profile(server_.endpoint().c_str());
    snsuapi_profile_set_environment(profile, fixedTime, fixedNonce, nullptr, nullptr);
    REQUIRE(snsuapi_client_create(profile, &inC_) == nullptr);
    snsuapi_profile_destroy(profile);
  }
  Both(const Both&) = delete;
  Both& operator=(const Both&) = delete;
  ~Both() { snsuapi_client_destroy(inC_); }

  /// The body that arrives, or the message of the refusal.
  std::string sendInC(std::int32_t action, const std::vector<Setting>& settings) {
    snsuapi_request* request = snsuapi_request_create(action);
    for (const Setting& setting : settings) setting.inC(request);
    snsuapi_response* response = nullptr;
    snsuapi_error* error = snsuapi_client_execute(inC_, request, &response);
    const std::string sent = result(snsuapi_error_code(error), snsuapi_error_message(error));
    snsuapi_error_destroy(error);
    snsuapi_request_destroy(request);
    return sent;
  }
  template <class Request>
  std::string sendInCpp(const Request& request) {
    ClientProfile profile = testProfile();
    profile.endpoint = server_.endpoint();
    profile.environment = std::make_shared<FixedEnvironment>();
    const auto outcome = AcsClient(profile).execute(request);
    REQUIRE_FALSE(outcome);
    return result(outcome.error().code(), outcome.error().message());
  }

 private:
  std::string result(const std::string& code, const std::string& message) const {
    return code == "SDK.InvalidParameter" ? message : server_.arrivals().back().body;
  }

  ScriptedServer server_;
  snsuapi_client* inC_ = nullptr;
};

const Setting kIp = text("IpAddress", SNSUAPI_IP_ADDRESS, "203.0.113.7");
const Setting kPort = number("Port", SNSUAPI_PORT, 50123);
const Setting kBand = number("BandId", SNSUAPI_BAND_ID, 1000001);
const Setting kOffer = number("OfferId", SNSUAPI_OFFER_ID, 220980804008);
const Setting kUp = text("Direction", SNSUAPI_DIRECTION, "UP");
const Setting kTarget = number("TargetBandwidth", SNSUAPI_TARGET_BANDWIDTH, 20);
const Setting kToken = text("Token", SNSUAPI_TOKEN, "token-of-the-line");
const Setting kCorrelation = text("CorrelationId", SNSUAPI_CORRELATION_ID, "correlation-1");

}  // namespace

TEST_CASE("What C sends for each action is what C++ sends, to the byte") {
  Both both;
  CHECK(both.sendInC(SNSUAPI_BAND_PRECHECK, {kIp, kPort}) == both.sendInCpp(precheckRequest()));
  CHECK(both.sendInC(SNSUAPI_BAND_OFFER_ORDER, {kBand, kOffer}) == both.sendInCpp(orderRequest()));
  CHECK(both.sendInC(SNSUAPI_BAND_START_SPEED_UP,
                     {kIp, kPort, kBand, kUp, kTarget, text("BandScene", SNSUAPI_BAND_SCENE, "1")}) ==
        both.sendInCpp(startRequest().setBandScene("1")));
  CHECK(both.sendInC(SNSUAPI_BAND_STOP_SPEED_UP, {kIp, kPort, kBand, kUp}) == both.sendInCpp(stopRequest()));
  CHECK(both.sendInC(SNSUAPI_BAND_STATUS_QUERY, {kBand}) == both.sendInCpp(statusRequest()));
  CHECK(both.sendInC(SNSUAPI_MOBILE_START_SPEED_UP,
                     {kToken, text("Duration", SNSUAPI_DURATION, "60"), text("Ip", SNSUAPI_IP, "10.0.0.1"),
                      text("PublicIp", SNSUAPI_PUBLIC_IP, "203.0.113.7"), text("PublicPort", SNSUAPI_PUBLIC_PORT, "1"),
                      text("DestinationIpAddress", SNSUAPI_DESTINATION_IP_ADDRESS, "198.51.100.1")}) ==
        both.sendInCpp(mobileStartRequest()
                           .setDuration("60")
                           .setIp("10.0.0.1")
                           .setPublicIp("203.0.113.7")
                           .setPublicPort("1")
                           .setDestinationIpAddress("198.51.100.1")));
  CHECK(both.sendInC(SNSUAPI_MOBILE_STOP_SPEED_UP, {kCorrelation}) == both.sendInCpp(mobileStopRequest()));
  CHECK(both.sendInC(SNSUAPI_MOBILE_STATUS_QUERY, {kCorrelation}) == both.sendInCpp(mobileStatusRequest()));
}

TEST_CASE("What every action takes in C++ it takes in C") {
  Both both;
  CHECK(both.sendInC(SNSUAPI_BAND_STATUS_QUERY, {kBand, number("OwnerId", SNSUAPI_OWNER_ID, -1),
                                                 number("ResourceOwnerId", SNSUAPI_RESOURCE_OWNER_ID, 0),
                                                 text("ResourceOwnerAccount", SNSUAPI_RESOURCE_OWNER_ACCOUNT, "")}) ==
        both.sendInCpp(statusRequest().setOwnerId(-1).setResourceOwnerId(0).setResourceOwnerAccount("")));
}

TEST_CASE("What is required in C++ is required in C, and no more") {
  Both both;
  const std::map<std::int32_t, std::vector<Setting>> all = {
      {SNSUAPI_BAND_PRECHECK, {kIp, kPort}},
      {SNSUAPI_BAND_OFFER_ORDER, {kBand, kOffer}},
      {SNSUAPI_BAND_START_SPEED_UP, {kIp, kPort, kBand, kUp, kTarget}},
      {SNSUAPI_BAND_STOP_SPEED_UP, {kIp, kPort, kBand, kUp}},
      {SNSUAPI_BAND_STATUS_QUERY, {kBand}},
      {SNSUAPI_MOBILE_START_SPEED_UP, {kToken}},
      {SNSUAPI_MOBILE_STOP_SPEED_UP, {kCorrelation}},
      {SNSUAPI_MOBILE_STATUS_QUERY, {kCorrelation}}};
  for (const auto& [action, settings] : all) {
    CHECK_FALSE(contains(both.sendInC(action, settings), "nothing was sent"));
    for (std::size_t missing = 0; missing < settings.size(); ++missing) {
      std::vector<Setting> some = settings;
      some.erase(some.begin() + static_cast<std::ptrdiff_t>(missing));
      CHECK(both.sendInC(action, some) == settings[missing].name + " is required and was not set; nothing was sent");
    }
  }
  CHECK(both.sendInCpp(BandPrecheckRequest().setPort(1)) == "IpAddress is required and was not set; nothing was sent");
}

TEST_CASE("What C++ refuses as a value C refuses, in the same words") {
  Both both;
  for (const char* ip : {"", "localhost", "1.2.3", "::g"}) {
    CHECK(both.sendInC(SNSUAPI_BAND_PRECHECK, {text("", SNSUAPI_IP_ADDRESS, ip), kPort}) ==
          both.sendInCpp(precheckRequest().setIpAddress(ip)));
  }
  for (const int port : {0, -1, 65536, 2147483647}) {
    CHECK(both.sendInC(SNSUAPI_BAND_PRECHECK, {kIp, number("", SNSUAPI_PORT, port)}) ==
          both.sendInCpp(precheckRequest().setPort(port)));
  }
  // What would be a port, were it cut to 32 bits.
  CHECK(both.sendInC(SNSUAPI_BAND_PRECHECK, {kIp, number("", SNSUAPI_PORT, (std::int64_t{1} << 32) + 80)}) ==
        both.sendInCpp(precheckRequest().setPort(0)));
  for (const std::int64_t target : {std::int64_t{0}, std::int64_t{-20}}) {
    CHECK(both.sendInC(SNSUAPI_BAND_START_SPEED_UP,
                       {kIp, kPort, kBand, kUp, number("", SNSUAPI_TARGET_BANDWIDTH, target)}) ==
          both.sendInCpp(startRequest().setTargetBandwidth(target)));
  }
  for (const char* direction : {"", "up", "SIDEWAYS"}) {
    CHECK(both.sendInC(SNSUAPI_BAND_STOP_SPEED_UP, {kIp, kPort, kBand, text("", SNSUAPI_DIRECTION, direction)}) ==
          both.sendInCpp(stopRequest().setDirection(direction)));
  }
  CHECK(both.sendInC(SNSUAPI_MOBILE_START_SPEED_UP, {text("", SNSUAPI_TOKEN, "")}) ==
        both.sendInCpp(mobileStartRequest().setToken("")));
}
