#include "retry.hpp"

#include <snsuapi/snsuapi.hpp>

#include "support/catch.hpp"

namespace {

using namespace snsuapi;
using std::chrono::milliseconds;

constexpr milliseconds kPlenty{1000000};

std::optional<milliseconds> delay(int attempt, double fraction, milliseconds left = kPlenty) {
  RetryPolicy policy(100);
  policy.baseDelay = milliseconds(100);
  policy.maxDelay = milliseconds(1000);
  const Error error(ErrorKind::Transport, "SDK.ServerUnreachable", "", Delivery::NotSent);
  return internal::retryDelay(policy, attempt, BandPrecheckRequest(), error, left, fraction);
}

}  // namespace

TEST_CASE("The wait doubles from attempt to attempt, up to its limit") {
  constexpr double kAlmostOne = 0.999999;
  CHECK(delay(0, 0) == milliseconds(50));
  CHECK(delay(0, kAlmostOne) == milliseconds(99));
  CHECK(delay(1, 0) == milliseconds(100));
  CHECK(delay(3, 0) == milliseconds(400));
  CHECK(delay(4, 0) == milliseconds(500));
  CHECK(delay(60, 0) == milliseconds(500));
  CHECK(delay(60, kAlmostOne) == milliseconds(999));
}

TEST_CASE("No attempt is made when the wait would use up the time") {
  CHECK(delay(0, 0, milliseconds(51)) == milliseconds(50));
  CHECK_FALSE(delay(0, 0, milliseconds(50)));
  CHECK_FALSE(delay(0, 0, milliseconds(-1)));
}

TEST_CASE("Odd delays in a policy do no harm") {
  RetryPolicy policy(1);
  policy.baseDelay = milliseconds(-5);
  policy.maxDelay = milliseconds(-1);
  const Error error(ErrorKind::Transport, "", "", Delivery::NotSent);
  CHECK(internal::retryDelay(policy, 0, BandPrecheckRequest(), error, kPlenty, 0.5) == milliseconds(0));
  policy.baseDelay = milliseconds(100);
  policy.maxDelay = milliseconds::max();
  CHECK(internal::retryDelay(policy, 0, BandPrecheckRequest(), error, kPlenty, 0) == milliseconds(50));
  policy.maxRetries = 100;
  policy.baseDelay = milliseconds::max() / 2 + milliseconds(1);  // doubled, it would be past the largest
  CHECK_FALSE(internal::retryDelay(policy, 50, BandPrecheckRequest(), error, kPlenty, 0));
}
