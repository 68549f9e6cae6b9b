#include "table.hpp"

#include <string>

#include "support/catch.hpp"

using snsuapi::cli::displayWidth;
using snsuapi::cli::formatTable;

TEST_CASE("Text is as wide as a terminal shows it") {
  CHECK(displayWidth("") == 0);
  CHECK(displayWidth("abc") == 3);
  CHECK(displayWidth("提速") == 4);
  CHECK(displayWidth("a提b") == 4);
  CHECK(displayWidth("e\xCC\x81") == 1);  // e and a combining accent
  CHECK(displayWidth("\xff") == 1);
}

TEST_CASE("Columns are aligned, whatever script they are in") {
  CHECK(formatTable({{"a", "b"}, {"宽带", "c"}, {"abcde", "d"}}) == "a      b\n宽带   c\nabcde  d\n");
}

TEST_CASE("An empty row ends a block, whose columns are its own") {
  CHECK(formatTable({{"long name:", "1"}, {}, {"a", "b"}}) == "long name:  1\n\na  b\n");
}

TEST_CASE("Control characters are not passed on to a terminal") {
  CHECK(formatTable({{"a\x1b[0m\r\nb\x7f\xC2\x9B"}}) == "a?[0m??b??\n");
}
