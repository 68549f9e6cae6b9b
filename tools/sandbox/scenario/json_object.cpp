#include "scenario/json_object.hpp"

#include "scenario/scenario.hpp"

namespace snsuapi {
namespace sandbox {

using nlohmann::json;

JsonObject::JsonObject(const nlohmann::json& object, std::string path) : json_(object), path_(std::move(path)) {
  if (!json_.is_object()) throw ScenarioError((path_.empty() ? "it" : path_) + ": must be a JSON object");
}

bool JsonObject::has(const char* name) {
  known_.insert(name);
  return json_.contains(name);
}

const json& JsonObject::member(const char* name) {
  if (!has(name)) throw ScenarioError(pathOf(name) + ": is missing");
  return json_.at(name);
}

std::string JsonObject::text(const char* name) {
  const json& value = member(name);
  if (!value.is_string()) throw ScenarioError(pathOf(name) + ": must be a string");
  return value.get<std::string>();
}

bool JsonObject::flag(const char* name, bool absent) {
  if (!has(name)) return absent;
  if (!member(name).is_boolean()) throw ScenarioError(pathOf(name) + ": must be true or false");
  return member(name).get<bool>();
}

std::int64_t JsonObject::integer(const char* name, std::int64_t least, std::int64_t most) {
  const json& value = member(name);
  const bool fits =
      value.is_number_integer() && !(value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX);
  if (!fits || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most) {
    throw ScenarioError(pathOf(name) + ": must be a whole number from " + std::to_string(least) + " to " +
                        std::to_string(most));
  }
  return value.get<std::int64_t>();
}

const json& JsonObject::object(const char* name) {
  if (!member(name).is_object()) throw ScenarioError(pathOf(name) + ": must be an object");
  return member(name);
}

const json& JsonObject::array(const char* name) {
  if (!member(name).is_array()) throw ScenarioError(pathOf(name) + ": must be an array");
  return member(name);
}

void JsonObject::finish() const {
  for (const auto& [name, value] : json_.items()) {
    if (known_.count(name) != 0) continue;
    std::string names;
    for (const std::string& known : known_) names += (names.empty() ? "" : ", ") + known;
    throw ScenarioError(pathOf(name) + ": is not known here; known are " + names);
  }
}

}  // namespace sandbox
}  // namespace snsuapi
