#include <snsuapi/http/http_message.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using snsuapi::HttpHeaders;

TEST_CASE("A header is found without regard to case, the first of its name") {
  HttpHeaders headers;
  CHECK(headers.empty());
  CHECK(headers.add("Content-Type", "application/json"));
  CHECK(headers.add("X-Twice", "one"));
  CHECK(headers.add("x-twice", "two"));
  CHECK(headers.get("content-TYPE") == "application/json");
  CHECK(headers.get("X-TWICE") == "one");
  CHECK_FALSE(headers.get("Content"));
  CHECK_FALSE(headers.get(""));
  CHECK_FALSE(headers.empty());
}

TEST_CASE("Headers are visited in order, empty values and colons in values too") {
  HttpHeaders headers;
  headers.add("A", "");
  headers.add("B", "a: b");
  headers.add("C", "中文");
  std::vector<std::pair<std::string, std::string>> seen;
  headers.forEach([&seen](std::string_view name, std::string_view value) { seen.emplace_back(name, value); });
  CHECK(seen == std::vector<std::pair<std::string, std::string>>{{"A", ""}, {"B", "a: b"}, {"C", "中文"}});
  CHECK(headers.text() == "A: \r\nB: a: b\r\nC: 中文\r\n");
}

TEST_CASE("A header that would end its line, or has no name, is not added") {
  HttpHeaders headers;
  CHECK_FALSE(headers.add("A", "x\r\nInjected: 1"));
  CHECK_FALSE(headers.add("A", "x\ny"));
  CHECK_FALSE(headers.add("A", "x\ry"));
  CHECK_FALSE(headers.add("A", std::string("x\0y", 3)));
  CHECK_FALSE(headers.add("A\r\nB", "x"));
  CHECK_FALSE(headers.add("A:", "x"));
  CHECK_FALSE(headers.add("A B", "x"));
  CHECK_FALSE(headers.add("", "x"));
  CHECK(headers.empty());
}

TEST_CASE("Headers compare by what they hold, and can be cleared") {
  HttpHeaders one;
  HttpHeaders other;
  one.add("A", "1");
  CHECK(one != other);
  other.add("A", "1");
  CHECK(one == other);
  one.clear();
  CHECK(one.empty());
  CHECK_FALSE(one.get("A"));
}
