#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "batch_line.hpp"

namespace snsuapi {
namespace cli {

/// Which lines of the input have their result, in 4 bytes a line: a fingerprint of each.
class DoneLines {
 public:
  enum class Known {
    No,
    Yes,
    Different  ///< a line of this number, but with another key, address or port
  };

  /// False when the line's number is there.
  bool add(const BatchLine& line);
  Known look(const BatchLine& line) const;
  std::uint64_t count() const noexcept { return count_; }

 private:
  // Only pages that hold something are there: a shard's lines may be far between.
  static constexpr std::uint64_t kPage = 1024;
  using Page = std::array<std::uint32_t, kPage>;

  std::unordered_map<std::uint64_t, std::unique_ptr<Page>> pages_;
  std::uint64_t count_ = 0;
};

}  // namespace cli
}  // namespace snsuapi
