#pragma once

#include <cstddef>
#include <snsuapi/outcome.hpp>
#include <string>
#include <vector>

namespace snsuapi {
namespace internal {

/// A small file with secrets, read whole; its text is wiped when the object goes.
class SecretsFile {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{1} << 20;

  explicit SecretsFile(const std::string& path);
  SecretsFile(const SecretsFile&) = delete;
  SecretsFile& operator=(const SecretsFile&) = delete;
  ~SecretsFile();

  /// `SDK.CredentialsUnavailable` where there is no file, `SDK.InvalidProfile` where it can't be read, or is larger
  /// than kMostBytes.
  const Outcome<void>& read() const noexcept { return read_; }
  /// Blanks stand where a byte order mark stood.
  std::string& text() noexcept { return text_; }
  /// That others than the owner can read the file or change it.
  const std::vector<std::string>& warnings() const noexcept { return warnings_; }

 private:
  Outcome<void> readAll(const std::string& path);

  std::string text_;
  std::vector<std::string> warnings_;
  const Outcome<void> read_;
};

}  // namespace internal
}  // namespace snsuapi
