#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace snsuapi {
namespace cli {

/// What has become of the lines so far.
struct BatchCounts {
  std::uint64_t accepted = 0;  ///< answered with OK
  std::uint64_t refused = 0;   ///< answered with a code of the service
  std::uint64_t failed = 0;    ///< without a usable answer
  std::uint64_t bad = 0;       ///< could not be used
  std::uint64_t skipped = 0;   ///< had their result before

  std::uint64_t results() const noexcept { return accepted + refused + failed; }
};

/// `[####      ]  40%  1200 lines  310/s  2 failed  0 bad  00:00:05 left`
/// @param done  the part of the input that is done with, 0 to 1; none where its length is not known
/// @param limit calls a second that are allowed at present; none when nothing limits them
std::string progressLine(const BatchCounts& counts, std::chrono::duration<double> elapsed, std::optional<double> done,
                         std::optional<double> limit);

/// Shows it on standard error where that is a terminal, and tells everything else that goes there.
class Progress {
 public:
  explicit Progress(bool isShown);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Takes the line away.
  ~Progress();

  /// Shows how far it is, a few times a second at the most.
  void show(const BatchCounts& counts, std::optional<double> done, std::optional<double> limit);
  /// A line that stays.
  void tell(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  const bool isShown_;
  const Clock::time_point begun_ = Clock::now();
  Clock::time_point next_ = begun_;
  bool isThere_ = false;
};

}  // namespace cli
}  // namespace snsuapi
