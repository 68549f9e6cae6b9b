#include "c/request.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <new>

#include "model/parameter_rules.hpp"

using namespace snsuapi;
using namespace snsuapi::internal;

namespace {

// The tables hold characters instead of pointers to them, which would have to be relocated at each start.

enum class Rule : char { IpAddress, Direction, Text, Port, Id, Positive, OptionalText, OptionalId };

struct Parameter {
  unsigned char number;  // in snsuapi.h
  Rule rule;
  char name[22];

  bool isRequired() const { return rule < Rule::OptionalText; }
};

constexpr Parameter kParameters[] = {
    {SNSUAPI_IP_ADDRESS, Rule::IpAddress, "IpAddress"},
    {SNSUAPI_DIRECTION, Rule::Direction, "Direction"},
    {SNSUAPI_BAND_SCENE, Rule::OptionalText, "BandScene"},
    {SNSUAPI_TOKEN, Rule::Text, "Token"},
    {SNSUAPI_DURATION, Rule::OptionalText, "Duration"},
    {SNSUAPI_IP, Rule::OptionalText, "Ip"},
    {SNSUAPI_PUBLIC_IP, Rule::OptionalText, "PublicIp"},
    {SNSUAPI_PUBLIC_PORT, Rule::OptionalText, "PublicPort"},
    {SNSUAPI_DESTINATION_IP_ADDRESS, Rule::OptionalText, "DestinationIpAddress"},
    {SNSUAPI_CORRELATION_ID, Rule::Text, "CorrelationId"},
    {SNSUAPI_RESOURCE_OWNER_ACCOUNT, Rule::OptionalText, "ResourceOwnerAccount"},
    {SNSUAPI_PORT, Rule::Port, "Port"},
    {SNSUAPI_BAND_ID, Rule::Id, "BandId"},
    {SNSUAPI_OFFER_ID, Rule::Id, "OfferId"},
    {SNSUAPI_TARGET_BANDWIDTH, Rule::Positive, "TargetBandwidth"},
    {SNSUAPI_OWNER_ID, Rule::OptionalId, "OwnerId"},
    {SNSUAPI_RESOURCE_OWNER_ID, Rule::OptionalId, "ResourceOwnerId"},
};

struct Action {
  char name[19];
  bool isReadOnly;
  unsigned char parameters[6];  // and those that every action takes
};

// From SNSUAPI_BAND_PRECHECK.
constexpr Action kActions[] = {
    {"BandPrecheck", true, {SNSUAPI_IP_ADDRESS, SNSUAPI_PORT}},
    {"BandOfferOrder", false, {SNSUAPI_BAND_ID, SNSUAPI_OFFER_ID}},
    {"BandStartSpeedUp",
     false,
     {SNSUAPI_IP_ADDRESS, SNSUAPI_PORT, SNSUAPI_BAND_ID, SNSUAPI_DIRECTION, SNSUAPI_TARGET_BANDWIDTH,
      SNSUAPI_BAND_SCENE}},
    {"BandStopSpeedUp", false, {SNSUAPI_IP_ADDRESS, SNSUAPI_PORT, SNSUAPI_BAND_ID, SNSUAPI_DIRECTION}},
    {"BandStatusQuery", true, {SNSUAPI_BAND_ID}},
    {"MobileStartSpeedUp",
     false,
     {SNSUAPI_TOKEN, SNSUAPI_DURATION, SNSUAPI_IP, SNSUAPI_PUBLIC_IP, SNSUAPI_PUBLIC_PORT,
      SNSUAPI_DESTINATION_IP_ADDRESS}},
    {"MobileStopSpeedUp", false, {SNSUAPI_CORRELATION_ID}},
    {"MobileStatusQuery", true, {SNSUAPI_CORRELATION_ID}},
};
static_assert(std::size(kActions) == SNSUAPI_MOBILE_STATUS_QUERY);

/// Null for an action by its name, and for one that there is not.
const Action* findAction(std::int32_t action) {
  return action >= SNSUAPI_BAND_PRECHECK && action <= SNSUAPI_MOBILE_STATUS_QUERY ? &kActions[action - 1] : nullptr;
}

bool takes(std::int32_t action, const Parameter& parameter) {
  const Action* const its = findAction(action);
  if (its == nullptr) return false;
  const bool isEverybodys = parameter.rule == Rule::OptionalId || parameter.number == SNSUAPI_RESOURCE_OWNER_ACCOUNT;
  return isEverybodys || std::count(its->parameters, std::end(its->parameters), parameter.number) != 0;
}

/// Null where the action has no such parameter, or it is not a number and this one is.
const Parameter* findParameter(std::int32_t action, std::int32_t what, bool isNumber) {
  if (isNumber != (what >= SNSUAPI_PORT)) return nullptr;
  const Parameter* const found = std::find_if(std::begin(kParameters), std::end(kParameters),
                                              [what](const Parameter& each) { return each.number == what; });
  return found != std::end(kParameters) && takes(action, *found) ? found : nullptr;
}

/// Why a value is none of the parameter's, in the typed requests' words; null when it is.
const char* problemWith(Rule rule, const char* text, std::int64_t number) {
  switch (rule) {
    case Rule::Direction:
      return Direction(text).value() == Direction::Other ? kNoDirection : nullptr;
    case Rule::IpAddress:
    case Rule::Text:
      if (*text == '\0') return kMissing;
      return rule == Rule::IpAddress && !isIpAddress(text) ? kNoIpAddress : nullptr;
    case Rule::Port:
      return number < 1 || number > kMaxPort ? kNoPort : nullptr;
    case Rule::Positive:
      return number < 1 ? kNotPositive : nullptr;
    default:
      return nullptr;
  }
}

/// Takes a text, or where that is null, a number, once it is what the parameter may be.
snsuapi_error* setParameter(snsuapi_request& request, std::int32_t what, const char* text, std::int64_t number) {
  const Parameter* const parameter = findParameter(request.action, what, text == nullptr);
  if (parameter == nullptr) return invalid(request.request.getAction(), "does not take", what);
  if (const char* why = problemWith(parameter->rule, text, number)) return invalid(parameter->name, why);
  request.request.putParameter(parameter->name, text != nullptr ? text : std::to_string(number));
  request.parametersSet |= std::uint32_t{1} << (parameter - kParameters);
  return nullptr;
}

snsuapi_error* setText(snsuapi_request& request, std::int32_t what, const char* value) {
  if (value == nullptr) return isNull("value");
  switch (what) {
    case SNSUAPI_REQUEST_ENDPOINT:
      request.options.endpoint = value;
      return nullptr;
    case SNSUAPI_REQUEST_REGION_ID:
      request.options.regionId = value;
      return nullptr;
    default:
      return setParameter(request, what, value, 0);
  }
}

/// The greatest value of an option; below 0 where there is none.
std::int64_t greatest(const snsuapi_request& request, std::int32_t what) {
  if (what < SNSUAPI_REQUEST_METHOD || what > SNSUAPI_REQUEST_READ_ONLY) return -1;
  if (what == SNSUAPI_REQUEST_READ_ONLY) return request.action == 0 ? 1 : -1;
  if (what == SNSUAPI_REQUEST_METHOD) return SNSUAPI_GET;
  return what == SNSUAPI_REQUEST_RETRIES ? std::numeric_limits<int>::max() : std::numeric_limits<std::int64_t>::max();
}

snsuapi_error* setNumber(snsuapi_request& request, std::int32_t what, std::int64_t value) {
  const std::int64_t most = greatest(request, what);
  if (most < 0) return setParameter(request, what, nullptr, value);
  if (value < 0 || value > most) return invalid(std::to_string(what), "of snsuapi.h can't be", value);
  CallOptions& options = request.options;
  const std::chrono::milliseconds time(value);
  switch (what) {
    case SNSUAPI_REQUEST_METHOD:
      options.method = value == SNSUAPI_GET ? HttpMethod::Get : HttpMethod::Post;
      break;
    case SNSUAPI_REQUEST_CONNECT_TIMEOUT:
      options.connectTimeout = time;
      break;
    case SNSUAPI_REQUEST_READ_TIMEOUT:
      options.readTimeout = time;
      break;
    case SNSUAPI_REQUEST_TOTAL_TIMEOUT:
      options.totalTimeout = time;
      break;
    case SNSUAPI_REQUEST_RETRIES:
      options.retry.maxRetries = static_cast<int>(value);
      break;
    case SNSUAPI_REQUEST_RETRY_DELAY:
      options.retry.baseDelay = time;
      break;
    case SNSUAPI_REQUEST_MAX_RETRY_DELAY:
      options.retry.maxDelay = time;
      break;
    default:
      request.request.setReadOnly(value != 0);
      break;
  }
  return nullptr;
}

/// Does what a setter does, where there is a request, and keeps what is amiss.
template <class Work>
snsuapi_request* set(snsuapi_request* request, const Work& work) {
  if (request != nullptr) keepFirst(request->problem, guarded(work));
  return request;
}

}  // namespace

snsuapi_error* snsuapi_request::check() const {
  if (problem) return copyOf(*problem);
  for (const Parameter& parameter : kParameters) {
    const bool isSet = (parametersSet >> (&parameter - kParameters) & 1) != 0;
    if (parameter.isRequired() && !isSet && takes(action, parameter)) return invalid(parameter.name, kMissing);
  }
  return nullptr;
}

snsuapi_request* snsuapi_request_create(std::int32_t action) {
  auto* const request = new (std::nothrow) snsuapi_request;
  return set(request, [=]() -> snsuapi_error* {
    const Action* const its = findAction(action);
    if (its == nullptr) return invalid("the action", "can't be", action);
    request->action = action;
    request->request.setAction(its->name).setReadOnly(its->isReadOnly);
    return nullptr;
  });
}

snsuapi_request* snsuapi_request_create_common(const char* action) {
  auto* const request = new (std::nothrow) snsuapi_request;
  return set(request, [=]() -> snsuapi_error* {
    if (action == nullptr) return isNull("action");
    request->request.setAction(action);
    return nullptr;
  });
}

void snsuapi_request_destroy(snsuapi_request* request) { delete request; }

void snsuapi_request_set_text(snsuapi_request* request, std::int32_t what, const char* value) {
  set(request, [=] { return setText(*request, what, value); });
}

void snsuapi_request_set_number(snsuapi_request* request, std::int32_t what, std::int64_t value) {
  set(request, [=] { return setNumber(*request, what, value); });
}

void snsuapi_request_put_parameter(snsuapi_request* request, const char* name, const char* value) {
  set(request, [=]() -> snsuapi_error* {
    if (name == nullptr) return isNull("name");
    if (value == nullptr) return isNull("value");
    if (request->action != 0) return invalid(name, "is put to a request that was not made by its action's name");
    request->request.putParameter(name, value);
    return nullptr;
  });
}
