#include <functional>
#include <snsuapi/snsuapi.hpp>

#include "injection/wire.hpp"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/test_profile.hpp"

// No text that a program passes on, be it its user's or an attacker's, becomes a line, a parameter or a request of its
// own.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

using Call = std::function<Outcome<void>(const AcsClient& client, const std::string& text)>;

struct Field {
  std::string name;  // of the parameter
  Call call;
};

template <class Request>
Outcome<void> made(const AcsClient& client, const Request& request) {
  const auto outcome = client.execute(request);
  const auto later = client.submit(request).get();  // the same way on the wire
  CHECK(static_cast<bool>(outcome) == static_cast<bool>(later));
  return outcome ? Outcome<void>() : Outcome<void>(outcome.error());
}

template <class Request>
Field owner(const Request& request) {
  return {"ResourceOwnerAccount", [request](const AcsClient& client, const std::string& text) {
            Request changed = request;
            changed.setResourceOwnerAccount(text);
            return made(client, changed);
          }};
}

template <class Request>
Field field(const char* name, const Request& request, Request& (Request::*set)(std::string)) {
  return {name, [request, set](const AcsClient& client, const std::string& text) {
            Request changed = request;
            return made(client, (changed.*set)(text));
          }};
}

CommonRequest common() { return CommonRequest().setAction("BandStatusQuery").putParameter("BandId", "1"); }

/// The texts that are passed on as they are.
std::vector<Field> passedOn() {
  std::vector<Field> fields = {
      owner(precheckRequest()),
      owner(orderRequest()),
      owner(startRequest()),
      owner(stopRequest()),
      owner(statusRequest()),
      owner(mobileStartRequest()),
      owner(mobileStopRequest()),
      owner(mobileStatusRequest()),
      owner(common()),
      field("BandScene", startRequest(), &BandStartSpeedUpRequest::setBandScene),
      field("Token", mobileStartRequest(), &MobileStartSpeedUpRequest::setToken),
      field("Duration", mobileStartRequest(), &MobileStartSpeedUpRequest::setDuration),
      field("Ip", mobileStartRequest(), &MobileStartSpeedUpRequest::setIp),
      field("PublicIp", mobileStartRequest(), &MobileStartSpeedUpRequest::setPublicIp),
      field("PublicPort", mobileStartRequest(), &MobileStartSpeedUpRequest::setPublicPort),
      field("DestinationIpAddress", mobileStartRequest(), &MobileStartSpeedUpRequest::setDestinationIpAddress),
      field("CorrelationId", mobileStopRequest(), &MobileStopSpeedUpRequest::setCorrelationId),
      field("CorrelationId", mobileStatusRequest(), &MobileStatusQueryRequest::setCorrelationId)};
  for (const char* name :
       {"Anything", "Timestamp", "SignatureNonce", "Format", "RegionId", "SecurityToken", "AccessKeyId"}) {
    fields.push_back({name, [name](const AcsClient& client, const std::string& text) {
                        return made(client, common().putParameter(name, text));
                      }});
  }
  return fields;
}

ClientProfile profileAt(const Recorder& recorder, HttpMethod method) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "id", "secret", "token");
  profile.endpoint = recorder.endpoint();
  profile.http.proxy = "";
  profile.method = method;
  return profile;
}

/// Of the two calls that were made, the waiting one and the other.
std::map<std::string, std::string> takeBoth(Recorder& recorder, std::size_t before) {
  const std::vector<ArrivedRequest> all = recorder.arrivals();
  REQUIRE(all.size() == before + 2);
  checkedParameters(all[before], recorder.endpoint());
  return checkedParameters(all[before + 1], recorder.endpoint());
}

/// The name of every parameter that such a request has.
std::vector<std::string> namesOf(const std::map<std::string, std::string>& parameters) {
  std::vector<std::string> names;
  for (const auto& [name, value] : parameters) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("A text of any parameter arrives as that parameter's value, byte for byte, and as nothing else") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    Recorder recorder;
    const AcsClient client(profileAt(recorder, method));
    for (const Field& field : passedOn()) {
      CAPTURE(field.name);
      std::size_t before = recorder.arrivals().size();
      REQUIRE(field.call(client, "plain"));
      const auto names = namesOf(takeBoth(recorder, before));
      for (const std::string& text : hostileTexts()) {
        CAPTURE(text);
        before = recorder.arrivals().size();
        CHECK(field.call(client, text));
        const auto parameters = takeBoth(recorder, before);
        CHECK(parameters.at(field.name) == text);
        CHECK(namesOf(parameters) == names);
      }
    }
  }
}

TEST_CASE("A parameter's name arrives as a name, byte for byte") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    Recorder recorder;
    const AcsClient client(profileAt(recorder, method));
    for (const std::string& text : hostileTexts()) {
      CAPTURE(text);
      const std::size_t before = recorder.arrivals().size();
      CHECK(made(client, common().putParameter(text, "value")));
      CHECK(takeBoth(recorder, before).at(text) == "value");
    }
  }
}

TEST_CASE("What has a form of its own is refused by name when it has another, and nothing is sent") {
  Recorder recorder;
  const AcsClient client(profileAt(recorder, HttpMethod::Post));
  const std::vector<Field> fields = {
      {"IpAddress",
       [](const AcsClient& own, const std::string& text) { return made(own, precheckRequest().setIpAddress(text)); }},
      {"IpAddress",
       [](const AcsClient& own, const std::string& text) {
         return made(own, precheckRequest().setIpAddress("203.0.113.7" + text));
       }},
      {"IpAddress", [](const AcsClient& own,
                       const std::string& text) { return made(own, startRequest().setIpAddress("::1" + text)); }},
      {"IpAddress",
       [](const AcsClient& own, const std::string& text) { return made(own, stopRequest().setIpAddress(text)); }},
      {"Direction",
       [](const AcsClient& own, const std::string& text) {
         return made(own, startRequest().setDirection(Direction("UP" + text)));
       }},
      {"Direction", [](const AcsClient& own,
                       const std::string& text) { return made(own, stopRequest().setDirection(Direction(text))); }},
  };
  for (const Field& field : fields) {
    for (const std::string& text : hostileTexts()) {
      CAPTURE(field.name, text);
      const Outcome<void> outcome = field.call(client, text);
      REQUIRE_FALSE(outcome);
      CHECK(outcome.error().code() == "SDK.InvalidParameter");
      CHECK(outcome.error().delivery() == Delivery::NotSent);
      CHECK(contains(outcome.error().message(), field.name));
    }
  }
  for (const char* name : {"Action", "Version"}) {
    for (const std::string& text : {std::string("x\r\ny"), std::string("x\0y", 3), std::string("\x7F")}) {
      const Outcome<void> outcome = made(client, common().putParameter(name, text));
      REQUIRE_FALSE(outcome);
      CHECK(outcome.error().message() == std::string(name) + " holds a control character; nothing was sent");
    }
  }
  CHECK(recorder.arrivals().empty());
}

TEST_CASE("Key id, token, nonce and secret break out of nothing") {
  class Nonce final : public Environment {
   public:
    explicit Nonce(std::string nonce) : nonce_(std::move(nonce)) {}
    std::string nonce() override { return nonce_; }

   private:
    const std::string nonce_;
  };
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    Recorder recorder;
    for (const std::string& text : hostileTexts()) {
      CAPTURE(text);
      ClientProfile profile = profileAt(recorder, method);
      profile.credentials = std::make_shared<StaticCredentialsProvider>("id" + text, "secret" + text, "token" + text);
      profile.environment = std::make_shared<Nonce>("nonce" + text);
      CHECK(AcsClient(profile).execute(statusRequest()));
      const auto parameters = checkedParameters(recorder.takeOne(), recorder.endpoint());
      CHECK(parameters.at("AccessKeyId") == "id" + text);
      CHECK(parameters.at("SecurityToken") == "token" + text);
      CHECK(parameters.at("SignatureNonce") == "nonce" + text);
      CHECK(parameters.size() == 12);
    }
  }
}
