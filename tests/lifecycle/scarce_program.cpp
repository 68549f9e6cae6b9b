// A program that has few descriptors left: scarce_program ENDPOINT CA_FILE. For each number of them, from none, it
// tells on standard output what its calls come to, and what they come to when there are plenty again, on the same
// client:
//     0 waiting CODE : MESSAGE
//     0 waiting again OK

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <snsuapi/snsuapi.hpp>

using namespace snsuapi;

namespace {

constexpr int kMostFree = 16;

BandStatusQueryRequest request() { return BandStatusQueryRequest().setBandId(1000001); }

void allow(rlim_t descriptors) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = descriptors;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// The number that the next one gets: those below it are in use.
rlim_t inUse() {
  const int next = open("/dev/null", O_RDONLY);
  close(next);
  return static_cast<rlim_t>(next);
}

void tell(int free, const char* what, const Outcome<BandStatusQueryResponse>& outcome) {
  std::printf("%d %s %s\n", free, what, outcome ? "OK" : outcome.error().toString().c_str());
}

}  // namespace

int main(int, char** arguments) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = arguments[1];
  profile.http.proxy = "";
  profile.http.caFile = arguments[2];
  rlimit plenty{};
  getrlimit(RLIMIT_NOFILE, &plenty);
  for (int free = 0; free <= kMostFree; ++free) {
    const AcsClient client(profile);
    for (const bool isWaiting : {true, false}) {
      const auto call = [&] { return isWaiting ? client.execute(request()) : client.submit(request()).get(); };
      allow(inUse() + static_cast<rlim_t>(free));
      const auto outcome = call();
      allow(plenty.rlim_cur);
      tell(free, isWaiting ? "waiting" : "asynchronous", outcome);
      tell(free, isWaiting ? "waiting again" : "asynchronous again", call());
    }
  }
  return EXIT_SUCCESS;
}
