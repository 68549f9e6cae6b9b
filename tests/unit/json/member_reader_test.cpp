#include "json/member_reader.hpp"

#include <limits>

#include "support/catch.hpp"

namespace {

using snsuapi::internal::JsonDocument;
using snsuapi::internal::MemberReader;
using snsuapi::internal::readBool;
using snsuapi::internal::readInt64;

std::optional<std::int64_t> int64Of(const std::string& json) {
  std::string body = "{\"v\":" + json + "}";
  const JsonDocument document(body);
  REQUIRE_FALSE(document.root().isMissing());
  return readInt64(document.root().member("v"));
}

std::optional<bool> boolOf(const std::string& json) {
  std::string body = "{\"v\":" + json + "}";
  const JsonDocument document(body);
  REQUIRE_FALSE(document.root().isMissing());
  return readBool(document.root().member("v"));
}

}  // namespace

TEST_CASE("An integer is read from a number, from a string, and with the suffixes of the guide's samples") {
  CHECK(int64Of("0") == 0);
  CHECK(int64Of("-1") == -1);
  CHECK(int64Of("220980804008") == 220980804008);
  CHECK(int64Of("\"220980804008\"") == 220980804008);
  CHECK(int64Of("\"1000001L\"") == 1000001);
  CHECK(int64Of("\"10M\"") == 10);
  CHECK(int64Of("\"100m\"") == 100);
  CHECK(int64Of("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(int64Of("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("What is no 64-bit integer is none, and never a wrapped value") {
  for (const char* json : {"9223372036854775808",
                           "-9223372036854775809",
                           "\"9223372036854775808\"",
                           "10.5",
                           "1e3",

                           "\"\"",
                           "\"L\"",
                           "\"10X\"",
                           "\"10MM\"",
                           "\" 10\"",
                           "\"10 \"",
                           "\"+1\"",
                           "\"0x10\"",
                           "\"1,000\"",
                           "true",
                           "null",
                           "[]",
                           "{}",
                           "[1]",
                           "\"ten\"",
                           "\"1\\u00002\""}) {
    INFO(json);
    CHECK_FALSE(int64Of(json));
  }
}

TEST_CASE("A boolean is read as such, or from a string in any case") {
  CHECK(boolOf("true") == true);
  CHECK(boolOf("false") == false);
  CHECK(boolOf("\"true\"") == true);
  CHECK(boolOf("\"TRUE\"") == true);
  CHECK(boolOf("\"False\"") == false);
  for (const char* json : {"1", "0", "\"1\"", "\"\"", "\"yes\"", "null", "[]", "{}", "\"true \""}) {
    INFO(json);
    CHECK_FALSE(boolOf(json));
  }
}

TEST_CASE("The first member that is amiss is named with its path") {
  std::string body = R"({"a":1,"b":"x","c":2147483648,"d":null,"t":5})";
  const JsonDocument document(body);
  const auto problem = [&document](auto read) {
    MemberReader reader(document.root(), "Thing");
    read(reader);
    return reader.outcome().error().message();
  };
  CHECK(problem([](MemberReader& r) { r.int64("a"); }).empty());
  CHECK(problem([](MemberReader& r) { r.int64("b"), r.int64("d"); }).find("Thing.b is not a 64-bit") !=
        std::string::npos);
  CHECK(problem([](MemberReader& r) { r.int32("c"); }).find("Thing.c does not fit") != std::string::npos);
  CHECK(problem([](MemberReader& r) { r.int64("d"); }).find("Thing.d is missing") != std::string::npos);
  CHECK(problem([](MemberReader& r) { r.int64("e"); }).find("Thing.e is missing") != std::string::npos);
  CHECK(problem([](MemberReader& r) { r.text("t"); }).find("Thing.t is not a string") != std::string::npos);
}

TEST_CASE("An optional number is none when it is missing, null or empty, and an error when it is something else") {
  std::string body = R"({"null":null,"empty":"","value":"20M","wrong":"x"})";
  const JsonDocument document(body);
  MemberReader reader(document.root(), "M");
  CHECK_FALSE(reader.optionalInt32("missing"));
  CHECK_FALSE(reader.optionalInt32("null"));
  CHECK_FALSE(reader.optionalInt32("empty"));
  CHECK(reader.optionalInt32("value") == 20);
  CHECK(reader.ok());
  reader.optionalInt32("wrong");
  CHECK_FALSE(reader.ok());
}

TEST_CASE("What is no object has no members") {
  for (const char* json : {"{\"v\":null}", "{\"v\":[]}", "{\"v\":\"x\"}", "{}"}) {
    std::string body = json;
    const JsonDocument document(body);
    MemberReader reader(document.root().member("v"), "ResultModule");
    CHECK_FALSE(reader.ok());
    CHECK(reader.outcome().error().code() == "SDK.InvalidServerResponse");
  }
}
