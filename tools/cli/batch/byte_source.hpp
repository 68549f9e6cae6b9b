#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace snsuapi {
namespace cli {

/// What a look for more input comes to.
enum class Got { Something, NotYet, End, Failure };

/// The bytes of a file, or of standard input, as they are there: a pipe or terminal that has none now is not waited
/// for.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  ~ByteSource();

  /// False, and errno says why, when it can't be opened.
  /// @param path `-`: standard input
  bool open(const std::string& path);
  /// Appends what comes next. On Failure errno says why.
  Got read(std::string& bytes);

  /// The file's size; none where that is not known.
  std::optional<std::uint64_t> size() const noexcept { return size_; }
  std::uint64_t bytesRead() const noexcept { return bytesRead_; }

 private:
  int file_ = -1;
  bool isOwn_ = false;
  std::optional<std::uint64_t> size_;
  std::uint64_t bytesRead_ = 0;
};

}  // namespace cli
}  // namespace snsuapi
