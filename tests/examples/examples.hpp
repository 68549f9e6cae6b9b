#pragma once

#include <map>
#include <snsuapi/sandbox/server.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/subprocess.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

inline std::map<std::string, std::string> environment(const snsuapi::sandbox::Server& server,
                                                      const char* secret = kSecret) {
  return {{"ALIBABA_CLOUD_ACCESS_KEY_ID", kKeyId},
          {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret},
          {"SNSUAPI_ENDPOINT", server.endpoint()}};
}

}  // namespace snsuapi_test
