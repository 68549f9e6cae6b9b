#include "batch/batch.hpp"

using namespace snsuapi_test;

TEST_CASE("A batch from CSV to CSV: each line's result, the bad ones by number") {
  const snsuapi::sandbox::Server server;
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory,
                                  "key,ip,port\r\n\"a,\"\"b\",203.0.113.7,50123\r\nnot there,198.51.100.1,5\r\n"
                                  "k,house,5\r\nk,1.2.3.4,99999\r\n宽带,100.65.0.4,50123");
  const Finished finished = batchAt(server.endpoint(), file);
  CHECK(finished.exitCode == 1);
  std::vector<std::string> rows = splitLines(finished.out);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0] == "line,key,ip,port,code,bandId,uploadBandwidth,downloadBandwidth,offers,message,requestId");
  std::sort(rows.begin() + 1, rows.end());
  CHECK(rows[1].rfind("2,\"a,\"\"b\",203.0.113.7,50123,OK,1000001,5,50,8,", 0) == 0);
  CHECK(rows[2].rfind("3,not there,198.51.100.1,5,isv.BAND_UNSURPOT_SPEEDUP,,,,,", 0) == 0);
  CHECK(rows[3].rfind("6,宽带,100.65.0.4,50123,OK,", 0) == 0);
  CHECK(contains(finished.err, "line 4: "));
  CHECK(contains(finished.err, "line 5: "));
  CHECK(contains(finished.err, "3 lines prechecked: 2 OK, 1 refused, 0 failed; 2 bad lines"));
  CHECK_FALSE(contains(finished.err, "\r"));
}

TEST_CASE("A refusal of the service is a result, and no failure") {
  const snsuapi::sandbox::Server server;
  const Finished finished = batchAt(server.endpoint(), "-", {}, "198.51.100.1,5\n");
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "isv.BAND_UNSURPOT_SPEEDUP"));
}

TEST_CASE("A batch from standard input, JSONL to JSONL") {
  const snsuapi::sandbox::Server server;
  const Finished finished = batchAt(server.endpoint(), "-", {"--output", "jsonl"},
                                    "{\"ip\":\"203.0.113.7\",\"port\":50123,\"key\":\"\\u5bbd\\n\"}\n");
  CHECK(finished.exitCode == 0);
  const auto result = jsonOf(finished.out);
  CHECK(result.at("line") == 1);
  CHECK(result.at("key") == "宽\n");
  CHECK(result.at("bandId") == 1000001);
  CHECK(result.at("offers").size() == 8);
}

TEST_CASE("A key that JSON can't hold is told, where JSONL was asked for") {
  const snsuapi::sandbox::Server server;
  const std::string line = "203.0.113.7,50123,\xC4\xE3\n";
  CHECK(contains(batchAt(server.endpoint(), "-", {}, line).out, ",\xC4\xE3,"));
  const Finished json = batchAt(server.endpoint(), "-", {"--output", "jsonl"}, line);
  CHECK(json.exitCode == 1);
  CHECK(json.out.empty());
  CHECK(contains(json.err, "line 1: its key is not UTF-8"));
}

TEST_CASE("An empty input is done, and has a header") {
  const snsuapi::sandbox::Server server;
  const Finished finished = batchAt(server.endpoint(), "/dev/null");
  CHECK(finished.exitCode == 0);
  CHECK(finished.out.rfind("line,key,", 0) == 0);
  CHECK(batchAt(server.endpoint(), "/dev/null", {"--output", "jsonl"}).out.empty());
}

TEST_CASE("Results come while the input is still open") {
  const snsuapi::sandbox::Server server;
  Subprocess process(SNSUAPI_CLI_PROGRAM, {"precheck", "--batch", "-"},
                     withKey({{"SNSUAPI_ENDPOINT", server.endpoint()}}));
  CHECK(process.readLine().rfind("line,", 0) == 0);
  for (int i = 1; i <= 3; ++i) {
    process.write("203.0.113.7,50123,k" + std::to_string(i) + "\n");
    CHECK(process.readLine().rfind(std::to_string(i) + ",k" + std::to_string(i) + ",203.0.113.7,", 0) == 0);
  }
  process.closeInput();
  CHECK(process.wait().exitCode == 0);
}

TEST_CASE("Shards are the whole, whichever way each is run") {
  const snsuapi::sandbox::Server server;
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory, blockLines(100));
  std::string all;
  for (const char* shard : {"3/3", "1/3", "2/3"}) {
    const Finished finished = batchAt(server.endpoint(), file, {"--shard", shard, "--concurrency", "7"});
    CHECK(finished.exitCode == 0);
    all += finished.out;
  }
  CHECK(isEachOnce(all, 100));
}

TEST_CASE("Wrong usage of a batch is exit 2, says what is amiss, and sends nothing") {
  const TemporaryDirectory directory;
  const std::string file = fileOf(directory, "1.2.3.4,5\n");
  const Words batch = {"precheck", "--batch", file};
  const std::vector<std::pair<Words, std::string>> cases = {
      {{"precheck", "--batch"}, "--batch"},
      {{"precheck", "--batch", directory.path("none")}, "none"},
      {{"precheck", "--batch", directory.path("")}, "directory"},
      {batch + kLineOptions, "--ip"},
      {batch + Words{"--dry-run"}, "--dry-run"},
      {batch + Words{"--output", "table"}, "--output"},
      {batch + Words{"--output", "json"}, "--output"},
      {batch + Words{"--concurrency", "0"}, "--concurrency"},
      {batch + Words{"--rate", "0.01"}, "--rate"},
      {batch + Words{"--rate", "nan"}, "--rate"},
      {batch + Words{"--rate", "-1"}, "--rate"},
      {batch + Words{"--shard", "0/2"}, "--shard"},
      {batch + Words{"--shard", "3/2"}, "--shard"},
      {batch + Words{"--shard", "1"}, "--shard"},
      {batch + Words{"--shard", "1/2x"}, "--shard"},
      {batch + Words{"--shard", "1/"}, "--shard"},
      {batch + Words{"--input-format", "xml"}, "--input-format"},
      {batch + Words{"--retry-failed"}, "--output-file"},
      {batch + Words{"--output-file", file}, "left as it was"},
      {batch + Words{"--output-file", directory.path("no/such")}, "can't open"},
      {batch + Words{"--region", "a b"}, "RegionId"},
      {Words{"precheck", "--rate", "5"} + kLineOptions, "--batch"},
      {Words{"precheck", "--output", "csv"} + kLineOptions, "--batch"},
      {{"status", "--band-id", "1", "--output", "jsonl"}, "--batch"},
  };
  for (const auto& [words, named] : cases) {
    const Finished finished = snsuapiAt("http://127.0.0.1:1", words);
    CAPTURE(named, finished.out, finished.err);
    CHECK(finished.exitCode == 2);
    CHECK(contains(finished.err, named));
    CHECK(finished.out.empty());
  }
  CHECK(readFile(file) == "1.2.3.4,5\n");
}

TEST_CASE("More connections than there are open files for, libcurl's own within, are refused") {
  const auto batchOf = [](const std::string& connections) {
    // libcurl has two for each 128 connections.
    return run("/bin/sh",
               {"-c", "ulimit -n 4160 && exec \"$0\" \"$@\"", SNSUAPI_CLI_PROGRAM, "precheck", "--batch", "-",
                "--concurrency", connections},
               withKey({{"SNSUAPI_ENDPOINT", "http://127.0.0.1:1"}}));
  };
  const Finished refused = batchOf("4096");
  CAPTURE(refused.err);
  CHECK(refused.exitCode == 2);
  CHECK(contains(refused.err, "--concurrency: the system does not allow so many connections"));
  const Finished taken = batchOf("2048");
  CAPTURE(taken.err);
  CHECK(taken.exitCode == 0);
}

TEST_CASE("--debug goes with a batch") {
  const snsuapi::sandbox::Server server;
  const Finished finished = batchAt(server.endpoint(), "-", {"--debug"}, blockLines(3));
  CHECK(finished.exitCode == 0);
  CHECK(isEachOnce(finished.out, 3));
  CHECK(contains(finished.err, "attempt 1: OK, HTTP 200, request id "));
}
