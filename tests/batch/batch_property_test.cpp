#include <rapidcheck.h>

#include <filesystem>
#include <map>

#include "batch/batch.hpp"

// Whatever the input looks like, over however many shards it is split, and wherever each run is cut off: in the end
// each line that can be used has one result, with its own key, and no other line has.

using namespace snsuapi_test;

namespace {

struct Line {
  std::string key;
  bool isGood = true;
  bool hasCarriageReturn = false;
  bool isBlankBefore = false;
};

rc::Gen<std::string> anyKey() {
  return rc::gen::oneOf(rc::gen::container<std::string>(rc::gen::element('a', ' ', ',', '"', '\n', '\r', ';', '{')),
                        rc::gen::element<std::string>("", "user", "宽带", "line,key", "\"\"", "\\"));
}

rc::Gen<Line> anyLine() {
  return rc::gen::build<Line>(
      rc::gen::set(&Line::key, anyKey()),
      rc::gen::set(&Line::isGood, rc::gen::weightedElement<bool>({{5, true}, {1, false}})),
      rc::gen::set(&Line::hasCarriageReturn),
      rc::gen::set(&Line::isBlankBefore, rc::gen::weightedElement<bool>({{1, true}, {5, false}})));
}

std::string quoted(const std::string& field) {
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

struct Input {
  std::string text;
  std::map<int, std::string> keys;  // of the lines that can be used, by number
};

Input inputOf(const std::vector<Line>& lines, bool isJson, bool hasHeader) {
  Input input;
  int number = 1;
  const auto add = [&](const std::string& text) {
    input.text += text;
    number += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  };
  if (hasHeader && !isJson) add("port,key,ip\n");
  for (const Line& line : lines) {
    if (line.isBlankBefore) add("\n");
    const std::string end = line.hasCarriageReturn ? "\r\n" : "\n";
    const std::string port = line.isGood ? "7000" : "70000";
    if (line.isGood) input.keys[number] = line.key;
    if (isJson) {
      add(nlohmann::json({{"ip", "100.64.0.1"}, {"key", line.key}}).dump().insert(1, "\"port\":" + port + ",") + end);
    } else {
      // A bad record is left at its first line, so that its key may not have another.
      const std::string key = quoted(line.isGood ? line.key : "bad");
      add((hasHeader ? port + "," + key + ",100.64.0.1" : "100.64.0.1," + port + "," + key) + end);
    }
  }
  return input;
}

std::map<int, std::string> resultsIn(const std::string& jsonl) {
  std::map<int, std::string> keys;
  for (const std::string& line : splitLines(jsonl)) {
    const auto result = jsonOf(line);
    RC_ASSERT(keys.emplace(result.at("line").get<int>(), result.at("key").get<std::string>()).second);
    RC_ASSERT(result.at("code") == "OK");
  }
  return keys;
}

}  // namespace

TEST_CASE("Over shards, interruptions and further runs each line has one result, with its own key") {
  const snsuapi::sandbox::Server server;
  const bool holds = rc::check([&server] {
    const auto lines = *rc::gen::container<std::vector<Line>>(anyLine());
    const Input input = inputOf(lines, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>());
    const int shards = *rc::gen::inRange(1, 4);
    const int interruptions = *rc::gen::inRange(0, 3);
    const TemporaryDirectory directory;
    const std::string file = fileOf(directory, input.text);
    std::map<int, std::string> all;
    for (int shard = 1; shard <= shards; ++shard) {
      const std::string results = directory.path("out." + std::to_string(shard));
      const Words words = {"--shard",       std::to_string(shard) + "/" + std::to_string(shards),
                           "--output-file", results,
                           "--output",      "jsonl",
                           "--concurrency", "4"};
      for (int round = 0; round <= interruptions; ++round) {
        const Finished finished = batchAt(server.endpoint(), file, words);
        RC_ASSERT(finished.exitCode == 0 || finished.exitCode == 1);
        if (round == interruptions) break;
        // What a run leaves that is ended by force: the beginning of its results.
        const auto size = static_cast<int>(std::filesystem::file_size(results));
        std::filesystem::resize_file(results, static_cast<std::uintmax_t>(*rc::gen::inRange(0, size + 1)));
      }
      for (const auto& [number, key] : resultsIn(readFile(results))) RC_ASSERT(all.emplace(number, key).second);
    }
    RC_ASSERT(all == input.keys);
  });
  CHECK(holds);
}
