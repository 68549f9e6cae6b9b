#include "secrets/process_memory.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace snsuapi_test {

namespace {

constexpr std::size_t kPiece = sizeof(std::uint64_t);
constexpr std::size_t kPieces = HiddenText::kSize - kPiece + 1;
constexpr std::uint64_t kHidden = 0xA5C3'96F0'3C5A'E187;

struct Form {
  std::uint8_t pad;
  const char* name;
};
constexpr std::array<Form, 3> kForms = {{{0x00, "as it is"}, {0x36, "as the inner pad"}, {0x5C, "as the outer pad"}}};

struct Piece {
  std::uint64_t hidden;
  const char* form;
};

struct Region {
  std::uintptr_t begin;
  std::uintptr_t end;
  std::array<char, 64> name;
};

struct Place {
  std::uintptr_t address;
  const Region* region;
  const char* form;
};

/// All that a search needs. In one place, in which nothing is looked for, and made before: a search that took memory
/// would overwrite what others have freed, and find nothing there.
struct Search {
  std::array<bool, 0x10000> begins;
  std::array<Piece, kPieces * kForms.size()> pieces;
  std::array<Region, 1024> regions;
  std::size_t regionCount;
  std::array<Place, 256> found;
  std::size_t foundCount;
  std::array<char, 256 * 1024> maps;
  std::array<std::uint8_t, 64 * 1024> block;
};
Search search;

// From the begin the pieces are hidden: what is on this stack is searched, too.
void setPieces(const HiddenText& text) {
  search.begins.fill(false);
  std::size_t count = 0;
  for (const Form& form : kForms) {
    for (std::size_t at = 0; at < kPieces; ++at) {
      std::uint64_t piece = kHidden;
      for (std::size_t i = 0; i < kPiece; ++i) {
        piece ^= std::uint64_t{static_cast<std::uint8_t>(text.at(at + i) ^ form.pad)} << (8 * i);
      }
      search.begins[piece & 0xFFFF] = true;
      search.pieces[count++] = {piece, form.name};
    }
  }
}

// Null when no piece begins here.
const char* formAt(const std::uint8_t* bytes) {
  constexpr unsigned kHiddenBegin = kHidden & 0xFFFF;
  if (!search.begins[(bytes[0] | static_cast<unsigned>(bytes[1]) << 8) ^ kHiddenBegin]) return nullptr;
  std::uint64_t word = kHidden;
  for (std::size_t i = 0; i < kPiece; ++i) word ^= std::uint64_t{bytes[i]} << (8 * i);
  const auto* const found = std::find_if(search.pieces.begin(), search.pieces.end(),
                                         [word](const Piece& piece) { return piece.hidden == word; });
  return found == search.pieces.end() ? nullptr : found->form;
}

/// A file of /proc, read without a buffer of anybody's.
class ProcFile {
 public:
  explicit ProcFile(const char* path) : file_(open(path, O_RDONLY | O_CLOEXEC)) {
    if (file_ < 0) throw std::runtime_error(std::string(path) + " can't be read");
  }
  ProcFile(const ProcFile&) = delete;
  ProcFile& operator=(const ProcFile&) = delete;
  ~ProcFile() { close(file_); }

  /// 0 at its end, and where there is no memory.
  std::size_t readAt(std::uintptr_t at, void* to, std::size_t most) const {
    const ssize_t got = pread(file_, to, most, static_cast<off_t>(at));
    return got > 0 ? static_cast<std::size_t>(got) : 0;
  }
  std::size_t read(void* to, std::size_t most) const {
    const ssize_t got = ::read(file_, to, most);
    return got > 0 ? static_cast<std::size_t>(got) : 0;
  }

 private:
  const int file_;
};

void readRegions() {
  const ProcFile file("/proc/self/maps");
  std::size_t size = 0;
  while (const std::size_t got = file.read(search.maps.data() + size, search.maps.size() - 1 - size)) size += got;
  search.maps[size] = '\0';
  search.regionCount = 0;
  for (char* line = search.maps.data(); *line != '\0' && search.regionCount < search.regions.size();) {
    char* const end = std::strchr(line, '\n');
    if (end == nullptr) break;
    *end = '\0';
    Region region{};
    std::array<char, 5> permissions{};
    std::sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %*s %63s", &region.begin, &region.end, permissions.data(),
                region.name.data());
    if (permissions[0] == 'r' && permissions[1] == 'w') search.regions[search.regionCount++] = region;
    line = end + 1;
  }
  if (search.regionCount == 0) throw std::runtime_error("/proc/self/maps can't be understood");
}

bool isOurs(std::uintptr_t address) {
  const auto begin = reinterpret_cast<std::uintptr_t>(&search);
  return address + kPiece > begin && address < begin + sizeof search;
}

void searchRegion(const ProcFile& memory, const Region& region) {
  for (std::uintptr_t at = region.begin; at + kPiece <= region.end;) {
    const std::size_t wanted = std::min<std::size_t>(search.block.size(), region.end - at);
    const std::size_t size = memory.readAt(at, search.block.data(), wanted);
    if (size < kPiece) return;
    for (std::size_t i = 0; i + kPiece <= size; ++i) {
      const char* const form = formAt(search.block.data() + i);
      if (form == nullptr || isOurs(at + i) || search.foundCount == search.found.size()) continue;
      search.found[search.foundCount++] = {at + i, &region, form};
    }
    at += size - (kPiece - 1);
  }
}

}  // namespace

std::vector<std::string> findInMemory(const HiddenText& text) {
  setPieces(text);
  readRegions();
  search.foundCount = 0;
  {
    const ProcFile memory("/proc/self/mem");
    for (std::size_t i = 0; i < search.regionCount; ++i) searchRegion(memory, search.regions[i]);
  }
  search.block.fill(0);
  std::vector<std::string> places;
  for (std::size_t i = 0; i < search.foundCount; ++i) {
    const Place& place = search.found[i];
    std::array<char, 200> line{};
    const char* const name = place.region->name.data();
    std::snprintf(line.data(), line.size(), "%" PRIxPTR " in %s, %s", place.address,
                  *name == '\0' ? "memory without a name" : name, place.form);
    places.emplace_back(line.data());
  }
  return places;
}

}  // namespace snsuapi_test
