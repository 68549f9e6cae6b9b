#include "user_agent.hpp"

#include <snsuapi/version.hpp>
#include <string>

#include "support/catch.hpp"

TEST_CASE("The user agent is in the form that official clients use, with the program's own suffix") {
  const std::string plain = snsuapi::internal::userAgent("");
  CHECK(plain.rfind("AlibabaCloud (", 0) == 0);
  CHECK(plain.find("; ") != std::string::npos);
  const std::string own = std::string(" snsuapi-cpp/") + snsuapi::version();
  CHECK(plain.substr(plain.size() - own.size()) == own);
  CHECK(snsuapi::internal::userAgent("launcher/3.2") == plain + " launcher/3.2");
}

TEST_CASE("The library's version is that of the headers") { CHECK(std::string(snsuapi::version()) == SNSUAPI_VERSION); }
