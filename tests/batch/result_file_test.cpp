#include "batch/result_file.hpp"

#include <sys/stat.h>

#include "batch/input.hpp"
#include "support/test_profile.hpp"

using namespace snsuapi;
using namespace snsuapi::cli;
using namespace snsuapi_test;

namespace {

const std::string kHeader = std::string(kCsvHeader) + "\n";
const std::string kRow = "1,\"a\nb\",::1,5,isv.X,,,,,no,r\n";
const std::string kFailedRow = "2,c,::1,6,SDK.ReadTimeout,,,,,late,\n";

BatchItem item(std::uint64_t number) {
  BatchItem item;
  item.number = number;
  item.key = "k";
  item.request.setIpAddress("::1").setPort(7);
  return item;
}

const Error kRefused(ErrorKind::Service, "isv.X", "no", Delivery::Answered);

// Opens the file, adds the result of line 3, and tells how many results it had before.
std::uint64_t goOn(const std::string& path, BatchFormat format = BatchFormat::Csv, bool dropFailed = false) {
  ResultFile results(format);
  CHECK(results.open(path, dropFailed).empty());
  results.add(item(3), kRefused);
  CHECK(results.flush());
  return results.done().count();
}

const std::string kAdded = "3,k,::1,7,isv.X,,,,,no,\n";

}  // namespace

TEST_CASE("A new file begins with its header, and an old one is gone on with") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("out.csv");
  CHECK(goOn(path) == 0);
  CHECK(readFile(path) == kHeader + kAdded);
  fileOf(directory, kHeader + kRow, "out.csv");
  CHECK(goOn(path) == 1);
  CHECK(readFile(path) == kHeader + kRow + kAdded);
}

TEST_CASE("Wherever the last row was cut, it is taken away") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("out.csv");
  const std::string whole = kHeader + kRow + kFailedRow;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    fileOf(directory, whole.substr(0, size), "out.csv");
    const std::uint64_t before = goOn(path);
    CAPTURE(size);
    const bool first = size >= kHeader.size() + kRow.size();
    const bool both = size == whole.size();
    CHECK(before == (both ? 2 : first ? 1 : 0));
    CHECK(readFile(path) == kHeader + (first ? kRow : "") + (both ? kFailedRow : "") + kAdded);
  }
}

TEST_CASE("The same goes for JSONL") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("out");
  std::string whole;
  for (const std::uint64_t number : {1, 2}) appendResult(whole, BatchFormat::Jsonl, item(number), kRefused);
  std::string added;
  appendResult(added, BatchFormat::Jsonl, item(3), kRefused);
  const std::size_t firstEnd = whole.find('\n') + 1;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    fileOf(directory, whole.substr(0, size), "out");
    goOn(path, BatchFormat::Jsonl);
    CHECK(readFile(path) == whole.substr(0, size == whole.size() ? size : size >= firstEnd ? firstEnd : 0) + added);
  }
}

TEST_CASE("A file that is not of such a run is left as it is") {
  const TemporaryDirectory directory;
  for (const std::string& text :
       {std::string("my letters\n"), std::string("my letters"), std::string("1.2.3.4,5,k\n"), kHeader + "x\n",
        kHeader + kRow + kRow, kHeader + kRow + "\n" + kRow, "x" + kHeader}) {
    const std::string path = fileOf(directory, text, "out");
    CAPTURE(text);
    for (const bool dropFailed : {false, true}) {
      CHECK(contains(ResultFile(BatchFormat::Csv).open(path, dropFailed), "left as it was"));
      CHECK(readFile(path) == text);
    }
  }
  const std::string csv = fileOf(directory, kHeader + kRow, "csv");
  CHECK(contains(ResultFile(BatchFormat::Jsonl).open(csv, false), "jsonl"));
  const std::string letter = fileOf(directory, "a letter", "letter");
  CHECK(contains(ResultFile(BatchFormat::Jsonl).open(letter, false), "left as it was"));
}

TEST_CASE("Lines that failed can be taken out, to be done again") {
  const TemporaryDirectory directory;
  const std::string path = fileOf(directory, kHeader + kFailedRow + kRow + "4,tor", "out");
  CHECK(goOn(path, BatchFormat::Csv, true) == 1);
  CHECK(readFile(path) == kHeader + kRow + kAdded);
  CHECK(goOn(directory.path("new"), BatchFormat::Csv, true) == 0);
  CHECK(readFile(directory.path("new")) == kHeader + kAdded);
  struct stat status {};
  CHECK(stat(directory.path("out.new").c_str(), &status) != 0);
}

TEST_CASE("Two runs can't write one file") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("out");
  ResultFile first(BatchFormat::Csv);
  CHECK(first.open(path, false).empty());
  CHECK(contains(ResultFile(BatchFormat::Csv).open(path, false), "another run"));
  CHECK(contains(ResultFile(BatchFormat::Csv).open(path, true), "another run"));
}

TEST_CASE("What can't be written is told, and stays told") {
  ResultFile results(BatchFormat::Csv);
  REQUIRE(results.open("/dev/full", false).empty());
  results.add(item(3), kRefused);
  CHECK_FALSE(results.flush());
  CHECK(results.failure() == ENOSPC);
  CHECK_FALSE(results.flush());
  const TemporaryDirectory directory;
  CHECK(contains(ResultFile(BatchFormat::Csv).open(directory.path("no/such"), false), "can't open"));
}
