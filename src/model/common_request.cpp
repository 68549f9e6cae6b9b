#include <algorithm>
#include <snsuapi/http/http_message.hpp>
#include <snsuapi/model/common_request.hpp>

#include "ascii.hpp"
#include "errors.hpp"
#include "json/json_document.hpp"
#include "parameter_list.hpp"

namespace snsuapi {

using internal::invalidParameter;

namespace {

bool holdsControl(const std::string& text) { return std::any_of(text.begin(), text.end(), internal::isControl); }

// One past the closing quote of the JSON string that begins here.
std::size_t endOfString(const std::string& json, std::size_t begin) {
  std::size_t at = begin + 1;
  while (json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return at + 1;
}

}  // namespace

CommonRequest& CommonRequest::putParameter(std::string name, std::string value) {
  const auto same = std::find_if(parameters_.begin(), parameters_.end(),
                                 [&name](const auto& parameter) { return parameter.first == name; });
  if (same == parameters_.end()) {
    parameters_.emplace_back(std::move(name), std::move(value));
  } else {
    same->second = std::move(value);
  }
  return *this;
}

Outcome<void> CommonRequest::collectOwn(internal::ParameterList& parameters) const {
  if (!action_) return invalidParameter("Action is required and was not set");
  if (holdsControl(*action_)) return invalidParameter("Action holds a control character");
  for (const auto& [name, value] : parameters_) {
    if (name.empty()) return invalidParameter("a parameter has an empty name");
    if (name == "Signature") return invalidParameter("Signature is computed by the client and can't be set");
    const bool isName = name == "Action" || name == "Version";
    if (isName && holdsControl(value)) return invalidParameter(internal::join({name, " holds a control character"}));
    parameters.addIfAbsent(name, value);
  }
  return {};
}

void CommonResponse::keepExchange(const HttpResponse& response) {
  httpStatus_ = response.status;
  data_ = response.body;
}

Outcome<void> CommonResponse::readResultModule(const internal::JsonValue& resultModule) {
  if (resultModule.isMissing()) return {};
  const std::size_t begin = resultModule.position();
  const std::size_t end = resultModule.isString() ? endOfString(data_, begin) : begin + resultModule.length();
  resultModule_ = data_.substr(begin, end - begin);
  return {};
}

}  // namespace snsuapi
