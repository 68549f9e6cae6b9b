#include "auth/providers/secrets_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#if defined(_WIN32)
#include <io.h>
#else
#include <unistd.h>
#endif

#include <cerrno>
#include <string_view>
#include <system_error>

#include "auth/providers/provider_error.hpp"
#include "auth/wipe.hpp"

namespace snsuapi {
namespace internal {

namespace {

/// A file that is open for reading.
class OpenFile {
 public:
#if defined(_WIN32)
  explicit OpenFile(const std::string& path) : file_(_open(path.c_str(), _O_RDONLY | _O_BINARY)) {}
  ~OpenFile() {
    if (isOpen()) _close(file_);
  }
  long read(char* to, std::size_t most) const { return _read(file_, to, static_cast<unsigned>(most)); }
  bool othersHaveAccess() const { return false; }  // access lists are not looked at
#else
  // Not blocking: a named pipe that nobody writes to must not stop the program.
  explicit OpenFile(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~OpenFile() {
    if (isOpen()) close(file_);
  }
  long read(char* to, std::size_t most) const { return ::read(file_, to, most); }
  bool othersHaveAccess() const {
    struct stat status;
    constexpr mode_t kReadOrWrite = S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
    return fstat(file_, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & kReadOrWrite) != 0;
  }
#endif
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool isOpen() const { return file_ >= 0; }

 private:
  const int file_;
};

Error unreadable(const std::string& path, int error) {
  return invalidProfile(path + ": the file can't be read: " + std::generic_category().message(error));
}

}  // namespace

SecretsFile::SecretsFile(const std::string& path) : read_(readAll(path)) {}

SecretsFile::~SecretsFile() { wipe(text_); }

Outcome<void> SecretsFile::readAll(const std::string& path) {
  const OpenFile file(path);
  if (!file.isOpen()) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR) return unavailable(path + " is not there");
    return unreadable(path, error);
  }
  if (file.othersHaveAccess()) {
    warnings_.push_back(path + ": others than its owner can read this file or change it: chmod 600 " + path);
  }

  text_.resize(kMostBytes + 1);  // at once: a text that grows leaves copies behind
  std::size_t size = 0;
  while (size < text_.size()) {
    const long got = file.read(text_.data() + size, text_.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > kMostBytes) {
    return invalidProfile(path + ": the file is larger than " + std::to_string(kMostBytes) + " bytes");
  }
  text_.resize(size);
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) text_.replace(0, kByteOrderMark.size(), 3, ' ');
  return {};
}

}  // namespace internal
}  // namespace snsuapi
