#include "batch/record_reader.hpp"

#include <unistd.h>

#include <array>
#include <vector>

#include "batch/input.hpp"

using namespace snsuapi::cli;
using namespace snsuapi_test;

namespace {

constexpr std::size_t kLongest = 100;

std::vector<std::string> recordsOf(const std::string& text, Splitting splitting) {
  const TemporaryDirectory directory;
  ByteSource source;
  REQUIRE(source.open(fileOf(directory, text)));
  RecordReader reader(source, splitting, kLongest);
  std::vector<std::string> records;
  for (Record record; reader.next(record) == Got::Something;) {
    records.push_back(std::to_string(record.line) +
                      (record.isTooLong    ? "!"
                       : record.isComplete ? ":"
                                           : "~") +
                      std::string(record.text));
  }
  CHECK(reader.position() == text.size());
  return records;
}

using Records = std::vector<std::string>;

}  // namespace

TEST_CASE("Lines are numbered, with either end, and the last may have none") {
  CHECK(recordsOf("", Splitting::Lines).empty());
  CHECK(recordsOf("a\r\n\nb", Splitting::Lines) == Records{"1:a", "2:", "3~b"});
  CHECK(recordsOf("a\n", Splitting::Lines) == Records{"1:a"});
}

TEST_CASE("A byte order mark is left out, at the beginning alone") {
  CHECK(recordsOf("\xEF\xBB\xBF"
                  "a\n\xEF\xBB\xBF"
                  "b\n",
                  Splitting::Lines) == Records{"1:a",
                                               "2:\xEF\xBB\xBF"
                                               "b"});
  CHECK(recordsOf("\xEF\xBB\xBF", Splitting::Quoted).empty());
  CHECK(recordsOf("\xEF\xBB", Splitting::Lines) == Records{"1~\xEF\xBB"});
}

TEST_CASE("A quoted field may hold the ends of lines") {
  CHECK(recordsOf("a,\"b\nc\"\r\nd\n", Splitting::Quoted) == Records{"1:a,\"b\nc\"", "3:d"});
  CHECK(recordsOf("a,\"b\nc\"\r\nd\n", Splitting::Lines) == Records{"1:a,\"b", "2:c\"", "3:d"});
}

TEST_CASE("A line that is too long is told once, and the next is whole") {
  const std::string tooLong(250000, 'x');
  CHECK(recordsOf("a\n" + tooLong + "\nb\n", Splitting::Lines) ==
        Records{"1:a", "2!" + std::string(kLongest, 'x'), "3:b"});
  CHECK(recordsOf(tooLong, Splitting::Lines) == Records{"1!" + std::string(kLongest, 'x')});
}

TEST_CASE("A quote without an end costs its own line alone") {
  const std::string good(60, 'x');
  CHECK(recordsOf("a,\"b\n" + good + "\n" + good + "\n", Splitting::Quoted) ==
        Records{"1!a,\"b", "2:" + good, "3:" + good});
}

TEST_CASE("A record can be split again, and cut to its first line") {
  const TemporaryDirectory directory;
  ByteSource source;
  REQUIRE(source.open(fileOf(directory, "\n\"a\nb\"\nc\n")));
  RecordReader reader(source, Splitting::Lines, kLongest);
  Record record;
  REQUIRE(reader.next(record) == Got::Something);
  REQUIRE(reader.next(record) == Got::Something);
  CHECK(record.text == "\"a");
  reader.again(Splitting::Quoted);
  REQUIRE(reader.next(record) == Got::Something);
  CHECK(record.text == "\"a\nb\"");
  CHECK(record.line == 2);
  reader.keepOnlyFirstLine();
  reader.again(Splitting::Lines);
  reader.keepOnlyFirstLine();
  REQUIRE(reader.next(record) == Got::Something);
  CHECK(record.text == "b\"");
  CHECK(record.line == 3);
}

TEST_CASE("A pipe that has nothing yet is not waited for") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  ByteSource source;
  REQUIRE(source.open("/dev/fd/" + std::to_string(ends[0])));
  CHECK_FALSE(source.size());
  RecordReader reader(source, Splitting::Lines, kLongest);
  Record record;
  CHECK(reader.next(record) == Got::NotYet);
  REQUIRE(write(ends[1], "a\nb", 3) == 3);
  CHECK(reader.next(record) == Got::Something);
  CHECK(record.text == "a");
  CHECK(reader.next(record) == Got::NotYet);
  close(ends[1]);
  CHECK(reader.next(record) == Got::Something);
  CHECK(record.text == "b");
  CHECK(reader.next(record) == Got::End);
  close(ends[0]);
}

TEST_CASE("What can't be read is told") {
  const TemporaryDirectory directory;
  ByteSource source;
  CHECK_FALSE(source.open(directory.path("nothing")));
  CHECK_FALSE(source.open(directory.path("")));
}
