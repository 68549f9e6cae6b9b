#include "parameter_list.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using snsuapi::internal::ParameterList;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs pairsOf(const ParameterList& list) {
  Pairs pairs;
  list.forEach([&pairs](std::string_view name, std::string_view value) { pairs.emplace_back(name, value); });
  return pairs;
}

}  // namespace

TEST_CASE("Parameters stay as they were added, empty values and zero bytes too") {
  ParameterList list;
  list.add("b", "");
  list.add("a", std::string("x\0y", 3));
  list.add("", "no name");
  CHECK(pairsOf(list) == Pairs{{"b", ""}, {"a", std::string("x\0y", 3)}, {"", "no name"}});
}

TEST_CASE("Numbers are written in full") {
  ParameterList list;
  list.add("id", std::int64_t{220980804008});
  list.add("max", std::numeric_limits<std::int64_t>::max());
  list.add("min", std::numeric_limits<std::int64_t>::min());
  list.add("zero", std::int64_t{0});
  CHECK(pairsOf(list) ==
        Pairs{{"id", "220980804008"}, {"max", "9223372036854775807"}, {"min", "-9223372036854775808"}, {"zero", "0"}});
}

TEST_CASE("addIfAbsent leaves what is there") {
  ParameterList list;
  list.add("Version", "mine");
  list.addIfAbsent("Version", "yours");
  list.addIfAbsent("version", "another name");
  list.addIfAbsent("Versio", "and another");
  CHECK(pairsOf(list) == Pairs{{"Version", "mine"}, {"version", "another name"}, {"Versio", "and another"}});
}

TEST_CASE("A value is found by its name") {
  ParameterList list;
  list.add("A", "1");
  list.add("B", "");
  CHECK(list.get("A") == "1");
  CHECK(list.get("B").empty());
  CHECK(list.get("C").empty());
}

TEST_CASE("Sorting is by name, bytewise: capitals first, a prefix before what it begins, UTF-8 last") {
  ParameterList list;
  for (const char* name : {"中", "b", "AB", "A", "a", "B", "~", "A1", "A-"}) list.add(name, name);
  list.sort();
  std::vector<std::string> names;
  for (const auto& pair : pairsOf(list)) {
    names.push_back(pair.first);
    CHECK(pair.first == pair.second);
  }
  CHECK(names == std::vector<std::string>{"A", "A-", "A1", "AB", "B", "a", "b", "~", "中"});
}

TEST_CASE("A list grows as far as it must") {
  ParameterList list;
  const std::string large(100000, 'x');
  for (int i = 0; i < 100; ++i) list.add("name" + std::to_string(i), i % 10 == 0 ? large : "v");
  const Pairs pairs = pairsOf(list);
  REQUIRE(pairs.size() == 100);
  CHECK(pairs.front() == std::pair<std::string, std::string>("name0", large));
  CHECK(pairs.back() == std::pair<std::string, std::string>("name99", "v"));
}
