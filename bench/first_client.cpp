// Prints how many microseconds a process needs to make its first client.

#include <cstdio>
#include <snsuapi/snsuapi.hpp>

#include "clocks.hpp"

int main() {
  const snsuapi::ClientProfile profile = snsuapi::DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  const double begin = snsuapi_bench::microseconds(CLOCK_MONOTONIC);
  const snsuapi::AcsClient client(profile);
  std::printf("%.1f\n", snsuapi_bench::microseconds(CLOCK_MONOTONIC) - begin);
}
