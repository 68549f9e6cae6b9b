#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <snsuapi/sandbox/server.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/subprocess.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

using Variables = std::map<std::string, std::string>;
using Words = std::vector<std::string>;

/// The test key in the environment, and no home directory to find another in.
inline Variables withKey(Variables more = {}) {
  more.emplace("ALIBABA_CLOUD_ACCESS_KEY_ID", kKeyId);
  more.emplace("ALIBABA_CLOUD_ACCESS_KEY_SECRET", kSecret);
  more.emplace("HOME", "/nowhere");
  return more;
}

/// Runs `snsuapi` with the test key against an endpoint; no word of what it says may hold the secret.
inline Finished snsuapiAt(const std::string& endpoint, const Words& words, Variables variables = {},
                          const std::string& input = {}) {
  variables.emplace("SNSUAPI_ENDPOINT", endpoint);
  const Finished finished = run(SNSUAPI_CLI_PROGRAM, words, withKey(std::move(variables)), input);
  CHECK_FALSE(contains(finished.out, kSecret));
  CHECK_FALSE(contains(finished.err, kSecret));
  return finished;
}

inline nlohmann::json jsonOf(const std::string& text) { return nlohmann::json::parse(text, nullptr, false); }

inline const Words kLineOptions = {"--ip", "203.0.113.7", "--port", "50123"};

inline Words operator+(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace snsuapi_test
