#include "batch/progress.hpp"

#include "support/catch.hpp"

using snsuapi::cli::BatchCounts;
using snsuapi::cli::progressLine;
using std::chrono::seconds;

TEST_CASE("Progress tells how far it is, how fast, what failed and how long it will take") {
  BatchCounts counts;
  counts.accepted = 900;
  counts.refused = 97;
  counts.failed = 3;
  counts.bad = 2;
  CHECK(progressLine(counts, seconds(10), 0.25, std::nullopt) ==
        "[#####               ]  25%  1000 lines  100/s  3 failed  2 bad  00:00:30 left");
  counts.skipped = 7;
  CHECK(progressLine(counts, seconds(10), std::nullopt, 50.0) ==
        "1000 lines  100/s (limit 50.0/s)  3 failed  2 bad  7 done before");
}

TEST_CASE("Progress has no trouble at either end") {
  CHECK(progressLine({}, seconds(0), 0.0, std::nullopt) ==
        "[                    ]   0%  0 lines  0/s  0 failed  0 bad");
  CHECK(progressLine({}, seconds(3600 * 1000), 1.0, std::nullopt) ==
        "[####################] 100%  0 lines  0/s  0 failed  0 bad  00:00:00 left");
  CHECK(progressLine({}, seconds(3600 * 1000), 0.001, std::nullopt).find("99:59:59 left") != std::string::npos);
}
