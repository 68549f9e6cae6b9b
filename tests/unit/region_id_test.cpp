#include "region_id.hpp"

#include <string>

#include "support/catch.hpp"

using snsuapi::internal::checkRegionId;

TEST_CASE("A region is letters, digits, dashes and underscores") {
  for (const char* region : {"cn-hangzhou", "CN_1", "a", "0"}) {
    CAPTURE(region);
    CHECK(checkRegionId(region));
  }
}

TEST_CASE("Anything else is no region") {
  for (const std::string& region :
       {std::string(), std::string("cn hangzhou"), std::string("cn.hangzhou"), std::string("cn/hangzhou"),
        std::string("cn-hangzhou\r\n"), std::string("中国"), std::string("cn\0x", 4), std::string("cn%20")}) {
    CAPTURE(region);
    const auto checked = checkRegionId(region);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code() == "SDK.InvalidParameter");
    CHECK(checked.error().kind() == snsuapi::ErrorKind::InvalidParameter);
    CHECK(checked.error().message().find("RegionId") != std::string::npos);
  }
}
