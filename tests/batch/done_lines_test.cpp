#include "batch/done_lines.hpp"

#include <limits>

#include "support/catch.hpp"

using snsuapi::cli::BatchLine;
using snsuapi::cli::DoneLines;

TEST_CASE("A line is known by its number, and told apart from another of that number") {
  DoneLines done;
  const BatchLine line{70000, "key", "1.2.3.4", 5};
  CHECK(done.look(line) == DoneLines::Known::No);
  CHECK(done.add(line));
  CHECK_FALSE(done.add(line));
  CHECK(done.count() == 1);
  CHECK(done.look(line) == DoneLines::Known::Yes);
  CHECK(done.look({70001, "key", "1.2.3.4", 5}) == DoneLines::Known::No);
  CHECK(done.look({70000, "key2", "1.2.3.4", 5}) == DoneLines::Known::Different);
  CHECK(done.look({70000, "key", "1.2.3.5", 5}) == DoneLines::Known::Different);
  CHECK(done.look({70000, "key", "1.2.3.4", 6}) == DoneLines::Known::Different);
  CHECK(done.look({70000, "5 key", "1.2.3.4", 5}) == DoneLines::Known::Different);
}

TEST_CASE("Numbers may lie as far apart as they like") {
  DoneLines done;
  const BatchLine last{std::numeric_limits<std::uint64_t>::max(), "", "::1", 1};
  CHECK(done.add({1, "", "::1", 1}));
  CHECK(done.add(last));
  CHECK(done.look(last) == DoneLines::Known::Yes);
}
