#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "batch/batch.hpp"
#include "support/scripted_server.hpp"

using namespace snsuapi_test;

namespace {

std::size_t sizeOf(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

void waitForSize(const std::string& path, std::size_t size) {
  while (sizeOf(path) < size) std::this_thread::yield();
}

class Run {
 public:
  Run(const std::string& endpoint, const Words& words)
      : process_(SNSUAPI_CLI_PROGRAM, Words{"precheck", "--batch"} + words, withKey({{"SNSUAPI_ENDPOINT", endpoint}})) {
  }
  Subprocess& process() { return process_; }
  Finished end(int signal) {
    process_.sendSignal(signal);
    return process_.wait();
  }

 private:
  Subprocess process_;
};

}  // namespace

TEST_CASE("Ctrl-C and SIGTERM end a batch in good order, and the next run goes on") {
  const snsuapi::sandbox::Server server;
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory, blockLines(1000));
  const std::string results = directory.path("out.csv");
  std::size_t before = 0;
  for (const int signal : {SIGINT, SIGTERM}) {
    Run run(server.endpoint(), {file, "--output-file", results, "--rate", "300"});
    waitForSize(results, sizeOf(results) + 1000);
    const Finished finished = run.end(signal);
    CHECK(finished.exitCode == 130);
    CHECK(contains(finished.err, "interrupted"));
    const std::string text = readFile(results);
    CHECK(text.back() == '\n');
    CHECK(numbersOf(text).size() > before);
    before = numbersOf(text).size();
    CHECK(before < 1000);
  }
  const Finished finished = batchAt(server.endpoint(), file, {"--output-file", results});
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.err, std::to_string(before) + " had their result before"));
  CHECK(isEachOnce(readFile(results), 1000));
  CHECK(batchAt(server.endpoint(), file, {"--output-file", results}).exitCode == 0);
  CHECK(isEachOnce(readFile(results), 1000));
}

TEST_CASE("Ctrl-C waits neither for a server that is silent nor for input that does not come") {
  ScriptedServer silent([](ServerConnection& connection) {
    while (connection.readRequest()) {
    }
  });
  const TemporaryDirectory directory;
  Run calling(silent.endpoint(), {fileOf(directory, blockLines(10)), "--timeout", "3600"});
  silent.waitForArrivals(10);
  const Finished called = calling.end(SIGINT);
  CHECK(called.exitCode == 130);
  CHECK(numbersOf(called.out).empty());

  Run waiting(silent.endpoint(), {"-"});
  CHECK(waiting.process().readLine().rfind("line,", 0) == 0);
  CHECK(waiting.end(SIGINT).exitCode == 130);
}

TEST_CASE("A batch that is killed, time and again, ends up with each line once") {
  const snsuapi::sandbox::Server server;
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory, blockLines(3000));
  for (const std::string output : {"csv", "jsonl"}) {
    const std::string results = directory.path("out." + output);
    const Words words = {file, "--output-file", results, "--output", output};
    for (int round = 0; round < 10; ++round) {
      Run run(server.endpoint(), words + Words{"--rate", "3000"});
      waitForSize(results, sizeOf(results) + 1);
      CHECK(run.end(SIGKILL).exitCode == 128 + SIGKILL);
    }
    const Finished finished = batchAt(server.endpoint(), file, {"--output-file", results, "--output", output});
    CAPTURE(finished.err);
    CHECK(finished.exitCode == 0);
    if (output == "csv") {
      CHECK(isEachOnce(readFile(results), 3000));
    } else {
      std::vector<int> numbers;
      for (const std::string& line : splitLines(readFile(results))) numbers.push_back(jsonOf(line).at("line"));
      CHECK(isEachOnce(numbers, 3000));
    }
  }
}

TEST_CASE("Results of another input are not gone on with") {
  const snsuapi::sandbox::Server server;
  const TemporaryDirectory directory;
  const std::string results = directory.path("out.csv");
  CHECK(batchAt(server.endpoint(), "-", {"--output-file", results}, blockLines(10)).exitCode == 0);
  const std::string whole = readFile(results);

  const Finished other = batchAt(server.endpoint(), "-", {"--output-file", results}, "::1,1,k\n" + blockLines(10));
  CHECK(other.exitCode == 2);
  CHECK(contains(other.err, "of another input"));
  const Finished shorter = batchAt(server.endpoint(), "-", {"--output-file", results}, blockLines(7));
  CHECK(shorter.exitCode == 2);
  CHECK(contains(shorter.err, "3 lines that the input does not have"));
  CHECK(readFile(results) == whole);

  const Finished longer = batchAt(server.endpoint(), "-", {"--output-file", results}, blockLines(12));
  CHECK(longer.exitCode == 0);
  CHECK(isEachOnce(readFile(results), 12));
}

TEST_CASE("Lines that failed are done again where that is asked for") {
  snsuapi::sandbox::Server server;
  const TemporaryDirectory directory;
  const Words words = {"--concurrency", "1", "--output-file", directory.path("out.csv")};
  server.control("POST", "/_sandbox/faults", R"({"fault":"garbage","times":1})");
  CHECK(batchAt(server.endpoint(), "-", words, blockLines(5)).exitCode == 4);
  CHECK(batchAt(server.endpoint(), "-", words, blockLines(5)).exitCode == 0);
  CHECK(contains(readFile(directory.path("out.csv")), "SDK.InvalidServerResponse"));
  const Finished again = batchAt(server.endpoint(), "-", words + Words{"--retry-failed"}, blockLines(5));
  CHECK(again.exitCode == 0);
  CHECK(contains(again.err, "1 lines prechecked: 1 OK"));
  CHECK(isEachOnce(readFile(directory.path("out.csv")), 5));
  CHECK_FALSE(contains(readFile(directory.path("out.csv")), "SDK."));
}
