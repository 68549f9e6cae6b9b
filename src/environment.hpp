#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace snsuapi {
namespace internal {

/// `yyyy-MM-ddTHH:mm:ssZ` in UTC, as RPC requests are stamped.
class Timestamp {
 public:
  /// Years 0 to 9999; a time outside is brought to the nearer end.
  explicit Timestamp(std::chrono::system_clock::time_point time);

  std::string_view text() const noexcept { return {text_.data(), text_.size()}; }

 private:
  std::array<char, sizeof("yyyy-MM-ddTHH:mm:ssZ") - 1> text_;
};

}  // namespace internal
}  // namespace snsuapi
