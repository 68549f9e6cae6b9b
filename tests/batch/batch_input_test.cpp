#include "batch/batch_input.hpp"

#include <set>
#include <vector>

#include "batch/input.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi::cli;
using namespace snsuapi_test;

namespace {

struct Read {
  std::vector<std::string> lines;  // `NUMBER ip port key`
  std::vector<std::string> bad;    // `NUMBER problem`
  std::string problem;
};

Read readAll(const std::string& text, std::optional<BatchFormat> format = {}, const Shard& shard = {}) {
  const TemporaryDirectory directory;
  ByteSource source;
  REQUIRE(source.open(fileOf(directory, text)));
  Read read;
  BatchInput input(source, format, [&read](std::uint64_t number, const std::string& problem) {
    read.bad.push_back(std::to_string(number) + " " + problem);
  });
  for (;;) {
    BatchLine line;
    const BatchInput::Next next = input.next(line, shard);
    if (next.got == Got::Failure) read.problem = input.problem();
    if (next.got != Got::Something) return read;
    if (!next.isMine) continue;
    read.lines.push_back(std::to_string(line.number) + " " + line.ip + " " + std::to_string(line.port) + " " +
                         line.key);
  }
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("CSV is read with a header, in any order, and without one") {
  CHECK(readAll("1.2.3.4,5,k\n1.2.3.4,6\n").lines == Lines{"1 1.2.3.4 5 k", "2 1.2.3.4 6 "});
  CHECK(readAll("key,Port,other, IP \r\nk,5,x,1.2.3.4\r\n").lines == Lines{"2 1.2.3.4 5 k"});
  CHECK(readAll("\xEF\xBB\xBFip,port\n::1,5\n").lines == Lines{"2 ::1 5 "});
  CHECK(readAll("\n \n1.2.3.4, 5 , k \n").lines == Lines{"3 1.2.3.4 5  k "});
}

TEST_CASE("JSONL is told by its first character, and read") {
  const Read read = readAll(
      "\n{\"ip\":\"1.2.3.4\",\"port\":5,\"key\":\"宽带\"}\r\n"
      "{\"port\":\"6\",\"ip\":\"::1\",\"key\":7,\"more\":[]}\n{\"ip\":\"::1\",\"port\":8,\"key\":null}");
  CHECK(read.lines == Lines{"2 1.2.3.4 5 宽带", "3 ::1 6 7", "4 ::1 8 "});
  CHECK(read.bad.empty());
  CHECK(readAll("{\"ip\":\"::1\",\"port\":8}\n", BatchFormat::Csv).bad.size() == 1);
  CHECK(readAll("1.2.3.4,5\n", BatchFormat::Jsonl).bad.size() == 1);
}

TEST_CASE("A key passes through as it is") {
  CHECK(readAll("1.2.3.4,5,\"a,\"\"b\"\"\r\nc\"\n1.2.3.4,6,d\n").lines ==
        Lines{"1 1.2.3.4 5 a,\"b\"\r\nc", "3 1.2.3.4 6 d"});
  CHECK(readAll("1.2.3.4,5,\xFF\xFE\n").lines == Lines{"1 1.2.3.4 5 \xFF\xFE"});
}

TEST_CASE("A line that can't be used is told by its number, and the others are read") {
  const std::vector<std::pair<std::string, std::string>> csv = {
      {"1.2.3.4", "1 fields"},       {"1.2.3.4,5,k,more", "4 fields"}, {"1.2.3.4,x,k", "port \"x\""},
      {"1.2.3.4,0,k", "65535"},      {"1.2.3.4,65536,k", "65535"},     {"1.2.3.4,-5,k", "65535"},
      {"1.2.3.4,0x10,k", "port"},    {"1.2.3.4,,k", "port"},           {",5,k", "no ip"},
      {"1.2.3.4,5,a\"b", "quotes"},  {"1.2.3.4,5,\"a\"b", "quotes"},   {"1.2.3.4,99999999999999999999,k", "65535"},
      {"1.2.3.4,\x1b[0m,k", "?[0m"},
  };
  for (const auto& [line, problem] : csv) {
    const Read read = readAll("::1,1\n" + line + "\n::1,3\n");
    CAPTURE(line);
    CHECK(read.lines == Lines{"1 ::1 1 ", "3 ::1 3 "});
    REQUIRE(read.bad.size() == 1);
    CHECK(read.bad[0].rfind("2 ", 0) == 0);
    CHECK(contains(read.bad[0], problem));
  }
  const std::vector<std::pair<std::string, std::string>> json = {
      {"{", "no JSON"},
      {"[]", "no JSON object"},
      {"{}", "no ip"},
      {R"({"ip":5,"port":5})", "ip is not"},
      {R"({"ip":"::1"})", "no port"},
      {R"({"ip":"::1","port":5.0})", "whole number"},
      {R"({"ip":"::1","port":70000})", "65535"},
      {R"({"ip":"::1","port":5,"key":1.5})", "key is neither"},
      {"{\"ip\":\"::1\",\"port\":5,\"key\":\"\xFF\"}", "no JSON"},
  };
  for (const auto& [line, problem] : json) {
    const Read read = readAll("{\"ip\":\"::1\",\"port\":1}\n" + line + "\n{\"ip\":\"::1\",\"port\":3}\n");
    CAPTURE(line);
    CHECK(read.lines == Lines{"1 ::1 1 ", "3 ::1 3 "});
    REQUIRE(read.bad.size() == 1);
    CHECK(contains(read.bad[0], problem));
  }
}

TEST_CASE("A stray quote costs no line but its own") {
  std::string text = "::1,1\n::1,2,\"open\n";
  for (int i = 3; i <= 5000; ++i) text += "::1," + std::to_string(i) + ",key of a line\n";
  for (const std::string last : {"", "::1,5001,clo\"sed\n"}) {
    const Read read = readAll(text + last);
    CHECK(read.lines.size() == 4999);
    CHECK(read.bad.size() == (last.empty() ? 1 : 2));
  }
}

TEST_CASE("A line of any length is bounded") {
  const Read read = readAll("::1,1\n::1,2," + std::string(10'000'000, 'k') + "\n::1,3\n");
  CHECK(read.lines == Lines{"1 ::1 1 ", "3 ::1 3 "});
  REQUIRE(read.bad.size() == 1);
  CHECK(contains(read.bad[0], "longer"));
}

TEST_CASE("A header that can't be used ends the reading") {
  CHECK(contains(readAll("ip,key\n1.2.3.4,k\n").problem, "no port"));
  CHECK(contains(readAll("address,port\n1.2.3.4,5\n").problem, "no ip"));
  CHECK(contains(readAll("ip,port,ip\n").problem, "ip twice"));
  const Read read = readAll("ip,port,key\n1.2.3.4,5\n1.2.3.4,5,k\n");
  CHECK(read.lines == Lines{"3 1.2.3.4 5 k"});
  CHECK(read.bad.size() == 1);
}

TEST_CASE("Shards are the whole, and no line is in two") {
  std::string text = "ip,port,key\n\n";
  for (int i = 1; i <= 100; ++i) text += "::1," + std::to_string(i % 7 == 0 ? 0 : i) + ",\"k\nk\"\n";
  const Read whole = readAll(text);
  for (const std::uint64_t count : {1, 2, 7, 200}) {
    std::multiset<std::string> lines;
    std::multiset<std::string> bad;
    for (std::uint64_t i = 1; i <= count; ++i) {
      const Read part = readAll(text, std::nullopt, {i, count});
      lines.insert(part.lines.begin(), part.lines.end());
      bad.insert(part.bad.begin(), part.bad.end());
    }
    CHECK(lines == std::multiset<std::string>(whole.lines.begin(), whole.lines.end()));
    CHECK(bad == std::multiset<std::string>(whole.bad.begin(), whole.bad.end()));
  }
}
