// A part of the library's inside, so it is linked with the static one.

#include <vector>

#include "allocations.hpp"
#include "answer_server.hpp"
#include "benchmarks.hpp"
#include "clocks.hpp"
#include "json/response_parser.hpp"
#include "requests.hpp"
#include "samples.hpp"

namespace snsuapi_bench {

namespace {

using namespace snsuapi;

constexpr std::size_t kAnswersInTurn = 200;

// An answer is decoded in place, so each is read once; they are made before the clock starts.
std::vector<HttpResponse> answers() {
  HttpResponse answer;
  answer.status = 200;
  answer.body = kAnswerBody;
  return std::vector<HttpResponse>(kAnswersInTurn, answer);
}

bool parseAll(std::vector<HttpResponse>& answers, const SignedRequest& request) {
  bool allRead = true;
  for (HttpResponse& answer : answers) {
    BandPrecheckResponse response;
    allRead = bool(internal::ResponseParser::parse(answer, request, response)) && allRead;
    benchmark::DoNotOptimize(response);
  }
  return allRead;
}

void parse(benchmark::State& state) {
  const SignedRequest request = AcsClient(profileFor("")).sign(precheck()).value();
  bool allRead = true;
  Samples cpu;
  for (auto _ : state) {
    std::vector<HttpResponse> fresh = answers();
    cpu.add(microseconds(CLOCK_THREAD_CPUTIME_ID, [&] { allRead = parseAll(fresh, request) && allRead; }) /
            kAnswersInTurn);
  }
  std::vector<HttpResponse> fresh = answers();
  const AllocationCounter counter;
  allRead = parseAll(fresh, request) && allRead;
  const double allocations = counter.count() / kAnswersInTurn;
  if (!allRead) return giveUp(state, "an answer could not be read");
  cpu.tell(state, "cpu_us/sdk");
  state.counters["allocations/sdk"] = allocations;
}

}  // namespace

void registerParsing(Effort effort) {
  benchmark::RegisterBenchmark("parse", parse)->Iterations(effort == Effort::Full ? 10001 : 3);
}

}  // namespace snsuapi_bench
