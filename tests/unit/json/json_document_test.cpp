#include "json/json_document.hpp"

#include "support/catch.hpp"

namespace {

using snsuapi::internal::JsonDocument;
using snsuapi::internal::JsonValue;

bool parses(std::string body) { return !JsonDocument(body).root().isMissing(); }

std::string nested(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

}  // namespace

TEST_CASE("Members are found by name, with their types and texts") {
  std::string body =
      R"({"s":"a\"\u4e2db","n":-12.5e3,"t":true,"f":false,"z":null,"o":{"x":1},"l":[1,"2"],"e":{},"m":[]})";
  const JsonDocument document(body);
  REQUIRE_FALSE(document.root().isMissing());
  const JsonValue root = document.root();
  CHECK(root.isObject());
  CHECK(root.member("s").isString());
  CHECK(root.member("s").text() == "a\"中b");
  CHECK(root.member("n").isNumber());
  CHECK(root.member("n").text() == "-12.5e3");
  CHECK(root.member("t").boolean() == true);
  CHECK(root.member("f").boolean() == false);
  CHECK(root.member("z").isNull());
  CHECK_FALSE(root.member("z").boolean());
  CHECK(root.member("o").member("x").text() == "1");
  CHECK(root.member("e").isEmpty());
  CHECK(root.member("m").isEmpty());
  CHECK_FALSE(root.member("l").isEmpty());
  CHECK(root.member("absent").isMissing());
  CHECK(root.member("s").member("x").isMissing());
  std::string elements;
  root.member("l").forEachElement([&elements](const JsonValue& element) {
    elements += std::string(element.text()) + ";";
    return true;
  });
  CHECK(elements == "1;2;");
}

TEST_CASE("A name inside a nested value is not the outer object's") {
  std::string body = R"({"a":{"Code":"inner"},"Code":"outer","b":[{"Code":"x"}]})";
  CHECK(JsonDocument(body).root().member("Code").text() == "outer");
}

TEST_CASE("Of members with the same name the last one counts") {
  std::string body = R"({"Code":"a","Code":"b"})";
  CHECK(JsonDocument(body).root().member("Code").text() == "b");
}

TEST_CASE("A string with an escaped NUL keeps what follows it") {
  std::string body = R"({"a":"x\u0000y"})";
  const JsonDocument document(body);
  CHECK(document.root().member("a").text() == std::string_view("x\0y", 3));
}

TEST_CASE("The place of a value in the body is known") {
  const std::string original = R"({ "a" : [[1],[ ]] , "b":{"c":null}, "t":true ,"n":-1 })";
  std::string body = original;
  const JsonDocument document(body);
  const auto raw = [&](const char* name) {
    const JsonValue value = document.root().member(name);
    return original.substr(value.position(), value.length());
  };
  CHECK(raw("a") == "[[1],[ ]]");
  CHECK(raw("b") == R"({"c":null})");
  CHECK(raw("t") == "true");
  CHECK(raw("n") == "-1");
}

TEST_CASE("What is not one JSON value is no document") {
  for (const char* body : {"",
                           " ",
                           "{",
                           "}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "[1,]",
                           "nul",
                           "tru",
                           "01",
                           "1.",
                           ".5",
                           "+1",
                           "1e",
                           "'a'",
                           "{a:1}",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\t\"",
                           "{} {}",
                           "{}x",
                           "{},",
                           "NaN",
                           "Infinity",
                           "// c\n{}",
                           "\xEF\xBB\xBF{}",
                           "{\"a\":1 \"b\":2}",
                           "\""}) {
    INFO(body);
    CHECK_FALSE(parses(body));
  }
}

TEST_CASE("White space around a document is allowed") { CHECK(parses(" \t\r\n{} \t\r\n")); }

TEST_CASE("A NUL ends no document") {
  CHECK_FALSE(parses(std::string("{}\0", 3)));
  CHECK_FALSE(parses(std::string("{}\0garbage", 10)));
  CHECK_FALSE(parses(std::string("\0{}", 3)));
  CHECK_FALSE(parses(std::string("{\"a\":\"x\0y\"}", 11)));
}

TEST_CASE("Text that is no UTF-8 is refused") {
  CHECK_FALSE(parses("{\"a\":\"\xff\"}"));
  CHECK_FALSE(parses("{\"a\":\"\xc0\x80\"}"));
  CHECK_FALSE(parses("{\"a\":\"\xed\xa0\x80\"}"));
  CHECK_FALSE(parses("{\"a\":\"\xe4\xb8\"}"));
}

TEST_CASE("A lone surrogate is refused, a pair is decoded") {
  CHECK_FALSE(parses(R"({"a":"\ud83d"})"));
  CHECK_FALSE(parses(R"({"a":"\udc38"})"));
  CHECK_FALSE(parses(R"({"\udc38":1})"));
  CHECK_FALSE(parses(R"({"a":"\ude00\ud83d"})"));
  CHECK(parses(R"({"a":"\ud7ff\ue000"})"));
  CHECK_FALSE(parses(R"({"a":"\ud83d\u0041"})"));
  std::string body = R"({"a":"\ud83d\ude00"})";
  CHECK(JsonDocument(body).root().member("a").text() == "\xF0\x9F\x98\x80");
}

TEST_CASE("100,000 nested brackets cost no stack, and what is beside them is read") {
  constexpr int kDepth = 100000;
  CHECK(parses(nested(kDepth)));
  CHECK_FALSE(parses(std::string(kDepth, '[')));
  CHECK_FALSE(parses(std::string(kDepth, '{')));
  std::string objects;
  for (int i = 0; i < kDepth; ++i) objects += "{\"a\":";
  CHECK_FALSE(parses(objects));
  std::string body = "{\"before\":1,\"deep\":" + nested(kDepth) + ",\"after\":2}";
  const JsonDocument document(body);
  REQUIRE_FALSE(document.root().isMissing());
  CHECK(document.root().member("before").text() == "1");
  CHECK(document.root().member("after").text() == "2");
}

TEST_CASE("A number is kept as its text, however many digits it has") {
  for (const std::string& number : {std::string("123456789012345678901234567890"), "0." + std::string(100000, '9'),
                                    std::string("-1.7976931348623157e308"), std::string("5e-400"), std::string("-0")}) {
    std::string body = "{\"n\":" + number + "}";
    const JsonDocument document(body);
    REQUIRE_FALSE(document.root().isMissing());
    CHECK(document.root().member("n").text() == number);
  }
}

TEST_CASE("A number beyond a double's range makes no document") {
  CHECK_FALSE(parses("{\"n\":1e400}"));
  CHECK_FALSE(parses("{\"n\":" + std::string(100000, '9') + "}"));
  CHECK_FALSE(parses("{\"n\":1e99999999999999999999}"));
}

TEST_CASE("A body that is longer than any answer is no document") {
  const auto ofSize = [](std::size_t size) { return '[' + std::string(size - 2, ' ') + ']'; };
  CHECK(parses(ofSize(JsonDocument::kMostBytes)));
  CHECK_FALSE(parses(ofSize(JsonDocument::kMostBytes + 1)));
}

TEST_CASE("An exponent of any size is read without being reckoned with") {
  const std::string zeros(100'000, '0');
  for (const char* exponent : {"e-2147483647", "e-2147483648", "e-99999999999999999999", "e-0"}) {
    std::string body = "[0." + zeros + '1' + exponent + "]";
    const std::string number = body.substr(1, body.size() - 2);
    const JsonDocument document(body);
    std::string read;
    document.root().forEachElement([&read](const JsonValue& element) {
      read = element.text();
      return true;
    });
    CHECK(read == number);
  }
}

TEST_CASE("A document cut at any byte is no document") {
  const std::string whole = R"({"a":[1,-2.5,"x\u4e2d\n",true,null,{"b":{}}],"c":"d"})";
  CHECK(parses(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    INFO(length);
    CHECK_FALSE(parses(whole.substr(0, length)));
  }
}
