#include "auth/providers/ini_section.hpp"

#include "support/catch.hpp"

using snsuapi::internal::IniSection;

TEST_CASE("An ini section ends where the next one begins, and may come twice") {
  constexpr const char* kText = "a = 0\n[x]\na = 1\nb = 2\n[y]\na = 3\n[ x ]\na = 4\n";
  const IniSection x(kText, "x");
  CHECK(x.faultyLine() == 0);
  CHECK(x.isThere());
  CHECK(x.value("a") == "4");
  CHECK(x.value("b") == "2");
  CHECK(x.value("c").empty());
  CHECK(IniSection(kText, "y").value("a") == "3");
  CHECK_FALSE(IniSection(kText, "z").isThere());
  CHECK_FALSE(IniSection(kText, "X").isThere());
  CHECK_FALSE(IniSection("", "x").isThere());
}

TEST_CASE("Blanks and comments do not count, but within a value") {
  const IniSection x("  [x] ; c\r\n\t a\t=\t1 = 2;3#4 \t# c\r\n;b = 1\r\n # b = 2\r\n\r\nc =", "x");
  CHECK(x.faultyLine() == 0);
  CHECK(x.value("a") == "1 = 2;3#4");
  CHECK(x.value("b").empty());
  CHECK(x.value("c").empty());
}

TEST_CASE("The first line that is neither section nor key is told by its number, in any section") {
  for (const char* line : {"word", "= value", "[x", "x]", "[x]y"}) {
    CAPTURE(line);
    CHECK(IniSection(std::string("[x]\na = 1\n\n") + line, "x").faultyLine() == 4);
  }
  CHECK(IniSection("[", "x").faultyLine() == 1);
  CHECK(IniSection(std::string("\0", 1), "x").faultyLine() == 1);
}
