#include "byte_source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace snsuapi {
namespace cli {

namespace {

constexpr std::size_t kChunk = 65536;

}  // namespace

ByteSource::~ByteSource() {
  if (isOwn_) close(file_);
}

bool ByteSource::open(const std::string& path) {
  isOwn_ = path != "-";
  file_ = isOwn_ ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK) : STDIN_FILENO;
  struct stat status {};
  if (file_ < 0 || fstat(file_, &status) != 0) return false;
  if (S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    return false;
  }
  if (S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
  return true;
}

Got ByteSource::read(std::string& bytes) {
  if (!size_) {
    pollfd ready = {file_, POLLIN, 0};
    if (poll(&ready, 1, 0) <= 0) return Got::NotYet;
  }
  const std::size_t before = bytes.size();
  bytes.resize(before + kChunk);
  const ssize_t count = ::read(file_, bytes.data() + before, kChunk);
  bytes.resize(before + static_cast<std::size_t>(count > 0 ? count : 0));
  if (count > 0) {
    bytesRead_ += static_cast<std::uint64_t>(count);
    return Got::Something;
  }
  if (count == 0) return Got::End;
  return errno == EINTR || errno == EAGAIN ? Got::NotYet : Got::Failure;
}

}  // namespace cli
}  // namespace snsuapi
