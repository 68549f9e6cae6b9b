#pragma once

namespace snsuapi {
namespace cli {

/// What the program ends with; scripts rely on it.
enum ExitCode {
  kDone = 0,
  kOther = 1,
  kUsage = 2,
  kConfiguration = 3,  ///< profile, endpoint, proxy or credentials are unusable
  kRefused = 4,        ///< the service answered, but not with what was asked for
  kNetwork = 5,        ///< no complete answer
  kInterrupted = 130
};

}  // namespace cli
}  // namespace snsuapi
