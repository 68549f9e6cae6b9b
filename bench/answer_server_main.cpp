// answer_server [MILLISECONDS]: answers every request after so long, 0 else; prints its endpoint, and goes on until its
// standard input ends.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "answer_server.hpp"

int main(int argc, char** argv) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const snsuapi_bench::AnswerServer server(std::chrono::milliseconds(argc > 1 ? std::atoi(argv[1]) : 0));
  std::printf("%s\n", server.endpoint().c_str());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
}
