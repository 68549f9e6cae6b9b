// The bench goes on measuring every row. What it measures is no matter here.

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/subprocess.hpp"
#include "support/temporary_directory.hpp"

using namespace snsuapi_test;
using nlohmann::json;

namespace {

json rowNamed(const json& report, const std::string& name) {
  for (const json& row : report.at("benchmarks")) {
    const std::string full = row.at("name");
    if (full.substr(0, full.find("/iterations:")) == name) return row;
  }
  return nullptr;
}

void hasFigures(const json& report, const std::string& row, std::initializer_list<const char*> figures) {
  INFO(row);
  const json measured = rowNamed(report, row);
  REQUIRE(measured.is_object());
  for (const std::string figure : figures) {
    INFO(figure);
    REQUIRE(measured.contains(figure));
    CHECK(measured[figure].get<double>() > 0);
  }
}

}  // namespace

TEST_CASE("the bench measures every row, and leaves its figures as JSON", "[bench]") {
  const TemporaryDirectory directory;
  const std::string file = directory.path("report.json");
  const Finished finished = run(SNSUAPI_BENCH_PROGRAM, {"--quick", "--batch=" SNSUAPI_CLI_PROGRAM,
                                                        "--benchmark_out=" + file, "--benchmark_out_format=json"});
  INFO(finished.out << finished.err);
  REQUIRE(finished.exitCode == 0);

  std::ifstream stream(file);
  const json report = json::parse(stream);
  for (const char* fact : {"date", "compiler", "libcurl", "openssl", "cpu"}) {
    INFO(fact);
    REQUIRE(report.at("context").contains(fact));
    CHECK(!report["context"][fact].get<std::string>().empty());
  }
  for (const std::string row : {"call", "sign"}) {
    hasFigures(report, row, {"cpu_us/floor", "cpu_us/sdk", "cpu_us/ratio", "allocations/floor", "allocations/sdk"});
  }
#ifdef SNSUAPI_BENCH_INTERNALS
  hasFigures(report, "parse", {"cpu_us/sdk", "cpu_us/sdk/p10", "cpu_us/sdk/p90", "allocations/sdk"});
#endif
  hasFigures(report, "first_client", {"wall_us/sdk"});
  hasFigures(report, "peak_memory", {"peak_kib/floor", "peak_kib/sdk"});
  hasFigures(report, "batch", {"calls_per_second/floor", "calls_per_second/sdk", "calls_per_second/ratio"});
  for (const std::string calls : {"1", "10", "100", "200", "1000", "5000"}) {
    hasFigures(report, "in_flight/" + calls,
               {"wall_ms/floor", "wall_ms/sdk", "wall_ms/ratio", "cpu_us/floor", "cpu_us/sdk", "bytes/floor",
                "bytes/sdk", "allocations/floor", "allocations/sdk"});
  }
}

TEST_CASE("the bench tells which row it could not measure, and fails", "[bench]") {
  const Finished finished =
      run(SNSUAPI_BENCH_PROGRAM, {"--quick", "--batch=/nowhere/snsuapi", "--benchmark_filter=^batch"});
  CHECK(finished.exitCode == 1);
  CHECK(finished.err.find("batch could not be measured") != std::string::npos);
}
