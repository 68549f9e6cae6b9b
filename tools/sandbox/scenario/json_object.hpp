#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace snsuapi {
namespace sandbox {

/// An object of a JSON text that somebody wrote by hand: reads members by name and type, and throws ScenarioError with
/// the member's path for what is missing, of another type, out of range, or unknown.
class JsonObject {
 public:
  /// @param path of the object, such as `accounts[2]`; empty at the top
  JsonObject(const nlohmann::json& object, std::string path);

  std::string text(const char* name);
  std::string text(const char* name, const std::string& absent) { return has(name) ? text(name) : absent; }
  bool flag(const char* name, bool absent);
  std::int64_t integer(const char* name, std::int64_t least, std::int64_t most);
  std::int64_t integer(const char* name, std::int64_t least, std::int64_t most, std::int64_t absent) {
    return has(name) ? integer(name, least, most) : absent;
  }
  /// The member's value when it is there, and its name known.
  bool has(const char* name);
  const nlohmann::json& object(const char* name);
  const nlohmann::json& array(const char* name);

  /// Refuses members that nobody asked for: a misspelt one would be passed over without a word.
  void finish() const;

  std::string pathOf(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

 private:
  const nlohmann::json& member(const char* name);

  const nlohmann::json& json_;
  std::string path_;
  std::set<std::string> known_;
};

}  // namespace sandbox
}  // namespace snsuapi
