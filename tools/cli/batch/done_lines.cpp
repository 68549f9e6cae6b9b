#include "done_lines.hpp"

#include <functional>
#include <string>

namespace snsuapi {
namespace cli {

namespace {

// Never 0, which stands for "not there".
std::uint32_t fingerprint(const BatchLine& line) {
  const std::string all =
      line.ip + ' ' + std::to_string(line.port) + ' ' + line.key;  // neither of the first has blanks
  const std::uint64_t hash = std::hash<std::string>()(all);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32)) | 1U;
}

}  // namespace

bool DoneLines::add(const BatchLine& line) {
  std::unique_ptr<Page>& page = pages_[line.number / kPage];
  if (!page) page = std::make_unique<Page>();
  std::uint32_t& place = (*page)[line.number % kPage];
  if (place != 0) return false;
  place = fingerprint(line);
  ++count_;
  return true;
}

DoneLines::Known DoneLines::look(const BatchLine& line) const {
  const auto page = pages_.find(line.number / kPage);
  if (page == pages_.end()) return Known::No;
  const std::uint32_t place = (*page->second)[line.number % kPage];
  if (place == 0) return Known::No;
  return place == fingerprint(line) ? Known::Yes : Known::Different;
}

}  // namespace cli
}  // namespace snsuapi
