#include <snsuapi/c/snsuapi.h>

#include <functional>
#include <memory>

#include "injection/wire.hpp"
#include "support/catch.hpp"
#include "support/test_profile.hpp"

// The same by the C API, whose texts end at a NUL.

using namespace snsuapi_test;

namespace {

template <auto Destroy>
struct Destroyer {
  template <class Object>
  void operator()(Object* object) const {
    Destroy(object);
  }
};
using Profile = std::unique_ptr<snsuapi_profile, Destroyer<&snsuapi_profile_destroy>>;
using Client = std::unique_ptr<snsuapi_client, Destroyer<&snsuapi_client_destroy>>;
using Request = std::unique_ptr<snsuapi_request, Destroyer<&snsuapi_request_destroy>>;
using Failure = std::unique_ptr<snsuapi_error, Destroyer<&snsuapi_error_destroy>>;

Profile profileAt(const std::string& endpoint) {
  Profile profile(snsuapi_profile_create());
  snsuapi_profile_set_text(profile.get(), SNSUAPI_PROFILE_ENDPOINT, endpoint.c_str());
  snsuapi_profile_set_text(profile.get(), SNSUAPI_PROFILE_PROXY, "");
  snsuapi_profile_set_access_key(profile.get(), "id-of-the-test", "secret-of-the-test", "token-of-the-test");
  return profile;
}

Request statusInC() {
  Request request(snsuapi_request_create(SNSUAPI_BAND_STATUS_QUERY));
  snsuapi_request_set_number(request.get(), SNSUAPI_BAND_ID, 1);
  return request;
}

Failure execute(const Profile& profile, const Request& request) {
  snsuapi_client* made = nullptr;
  Failure failure(snsuapi_client_create(profile.get(), &made));
  const Client client(made);
  if (failure) return failure;
  snsuapi_response* response = nullptr;
  failure.reset(snsuapi_client_execute(client.get(), request.get(), &response));
  snsuapi_response_destroy(response);
  return failure;
}

std::vector<std::string> hostileInC() {
  std::vector<std::string> texts;
  for (const std::string& text : hostileTexts()) {
    if (text.find('\0') == std::string::npos) texts.push_back(text);
  }
  return texts;
}

void checkRefused(const Failure& failure, const char* code) {
  REQUIRE(failure);
  CAPTURE(snsuapi_error_message(failure.get()));
  CHECK(std::string(snsuapi_error_code(failure.get())) == code);
  CHECK(snsuapi_error_delivery(failure.get()) == SNSUAPI_NOT_SENT);
  for (const char* secret : {"hunter2", "secret-of", "token-of"}) {
    CHECK_FALSE(contains(snsuapi_error_message(failure.get()), secret));
  }
}

}  // namespace

TEST_CASE("In C a text of any parameter arrives as that parameter's value, byte for byte") {
  struct Field {
    std::int32_t action;
    std::int32_t what;
    const char* name;
  };
  const std::vector<Field> fields = {
      {SNSUAPI_BAND_STATUS_QUERY, SNSUAPI_RESOURCE_OWNER_ACCOUNT, "ResourceOwnerAccount"},
      {SNSUAPI_MOBILE_START_SPEED_UP, SNSUAPI_TOKEN, "Token"},
      {SNSUAPI_MOBILE_START_SPEED_UP, SNSUAPI_DURATION, "Duration"},
      {SNSUAPI_MOBILE_START_SPEED_UP, SNSUAPI_IP, "Ip"},
      {SNSUAPI_MOBILE_START_SPEED_UP, SNSUAPI_PUBLIC_IP, "PublicIp"},
      {SNSUAPI_MOBILE_START_SPEED_UP, SNSUAPI_PUBLIC_PORT, "PublicPort"},
      {SNSUAPI_MOBILE_START_SPEED_UP, SNSUAPI_DESTINATION_IP_ADDRESS, "DestinationIpAddress"},
      {SNSUAPI_MOBILE_STOP_SPEED_UP, SNSUAPI_CORRELATION_ID, "CorrelationId"},
      {SNSUAPI_MOBILE_STATUS_QUERY, SNSUAPI_CORRELATION_ID, "CorrelationId"}};
  Recorder recorder;
  const Profile profile = profileAt(recorder.endpoint());
  for (const Field& field : fields) {
    for (const std::string& text : hostileInC()) {
      CAPTURE(field.name, text);
      const Request request(snsuapi_request_create(field.action));
      snsuapi_request_set_number(request.get(), SNSUAPI_BAND_ID, 1);
      if (field.action != SNSUAPI_BAND_STATUS_QUERY) {
        // A request remembers what it does not take; this one begins anew.
        const Request other(snsuapi_request_create(field.action));
        if (field.action == SNSUAPI_MOBILE_START_SPEED_UP) snsuapi_request_set_text(other.get(), SNSUAPI_TOKEN, "t");
        snsuapi_request_set_text(other.get(), field.what, text.c_str());
        CHECK_FALSE(execute(profile, other));
      } else {
        snsuapi_request_set_text(request.get(), field.what, text.c_str());
        CHECK_FALSE(execute(profile, request));
      }
      CHECK(checkedParameters(recorder.takeOne(), recorder.endpoint()).at(field.name) == text);
    }
  }
}

TEST_CASE("In C any action's parameters arrive as they are, by name and value") {
  Recorder recorder;
  const Profile profile = profileAt(recorder.endpoint());
  for (const std::string& text : hostileInC()) {
    CAPTURE(text);
    const Request request(snsuapi_request_create_common("BandStatusQuery"));
    snsuapi_request_put_parameter(request.get(), text.c_str(), ("value" + text).c_str());
    CHECK_FALSE(execute(profile, request));
    CHECK(checkedParameters(recorder.takeOne(), recorder.endpoint()).at(text) == "value" + text);
  }
}

TEST_CASE("In C the key breaks out of nothing") {
  Recorder recorder;
  for (const std::string& text : hostileInC()) {
    CAPTURE(text);
    const Profile profile = profileAt(recorder.endpoint());
    snsuapi_profile_set_access_key(profile.get(), ("id" + text).c_str(), ("s" + text).c_str(), ("t" + text).c_str());
    CHECK_FALSE(execute(profile, statusInC()));
    const auto parameters = checkedParameters(recorder.takeOne(), recorder.endpoint());
    CHECK(parameters.at("AccessKeyId") == "id" + text);
    CHECK(parameters.at("SecurityToken") == "t" + text);
  }
}

TEST_CASE("In C a setting that is more than it may be is refused") {
  Recorder recorder;
  for (const std::string& text : hostileInC()) {
    CAPTURE(text);
    const auto refuse = [&](std::int32_t setting, const std::string& value, const char* code) {
      const Profile profile = profileAt(recorder.endpoint());
      snsuapi_profile_set_text(profile.get(), setting, value.c_str());
      checkRefused(execute(profile, statusInC()), code);
    };
    refuse(SNSUAPI_PROFILE_REGION_ID, "cn" + text, "SDK.InvalidParameter");
    refuse(SNSUAPI_PROFILE_ENDPOINT, "http://user:hunter2@x" + text, "SDK.EndpointResolvingError");
    refuse(SNSUAPI_PROFILE_ENDPOINT, recorder.endpoint() + text, "SDK.EndpointResolvingError");
    refuse(SNSUAPI_PROFILE_PROXY, "http://user:hunter2@x" + text, "SDK.InvalidProxy");
    const Request request = statusInC();
    snsuapi_request_set_text(request.get(), SNSUAPI_REQUEST_ENDPOINT, (recorder.endpoint() + text).c_str());
    checkRefused(execute(profileAt(recorder.endpoint()), request), "SDK.EndpointResolvingError");
    const Request elsewhere = statusInC();
    snsuapi_request_set_text(elsewhere.get(), SNSUAPI_REQUEST_REGION_ID, text.c_str());
    checkRefused(execute(profileAt(recorder.endpoint()), elsewhere), "SDK.InvalidParameter");
  }
  const Profile profile = profileAt(recorder.endpoint());
  snsuapi_profile_set_text(profile.get(), SNSUAPI_PROFILE_USER_AGENT, "x\r\nX-Injected: 1");
  checkRefused(execute(profile, statusInC()), "SDK.InvalidParameter");
  CHECK(recorder.arrivals().empty());
}
