#include "scenario/scenario.hpp"

#include <algorithm>

namespace snsuapi {
namespace sandbox {

const char* wireName(Direction direction) { return direction == Direction::Up ? "UP" : "DOWN"; }
const char* packName(PackKind kind) { return kind == PackKind::Hour ? "hour" : "day"; }

namespace {

Line lineAt(const LineRange& range, std::uint32_t index) {
  Line line = range.first;
  line.bandId += index;
  return line;
}

bool covers(const Coverage& coverage, const Line& line) {
  return coverage.carrier == line.carrier && coverage.provinces.count(line.province) != 0;
}

}  // namespace

std::optional<Line> Scenario::line(const std::string& ipAddress, int port) const {
  const std::optional<Address> address = parseAddress(ipAddress);
  if (!address) return std::nullopt;
  for (const LineRange& range : lines) {
    if (port < range.firstPort || port > range.lastPort) continue;
    if (const std::optional<std::uint32_t> index = range.addresses.indexOf(*address)) return lineAt(range, *index);
  }
  return std::nullopt;
}

std::optional<Line> Scenario::line(std::int64_t bandId) const {
  for (const LineRange& range : lines) {
    if (bandId < range.first.bandId || bandId - range.first.bandId >= range.addresses.size()) continue;
    return lineAt(range, static_cast<std::uint32_t>(bandId - range.first.bandId));
  }
  return std::nullopt;
}

bool Scenario::covers(const Line& line) const {
  return std::any_of(coverage.begin(), coverage.end(),
                     [&line](const Coverage& candidate) { return sandbox::covers(candidate, line); });
}

std::vector<Offer> Scenario::offersFor(const Line& line) const {
  std::vector<Offer> found;
  for (const Offer& offer : offers) {
    const int present = offer.direction == Direction::Up ? line.uploadMbps : line.downloadMbps;
    const bool covered = std::any_of(coverage.begin(), coverage.end(), [&](const Coverage& candidate) {
      return sandbox::covers(candidate, line) && candidate.rates.count({offer.direction, offer.bandwidthMbps}) != 0;
    });
    if (covered && offer.bandwidthMbps > present) found.push_back(offer);
  }
  return found;
}

Fen Scenario::price(Direction direction, PackKind kind, std::int64_t quantity) const {
  const std::vector<Tier>& tiers = prices.at({direction, kind});
  const auto next = std::upper_bound(tiers.begin(), tiers.end(), quantity,
                                     [](std::int64_t count, const Tier& tier) { return count < tier.from; });
  return std::prev(next)->price;
}

}  // namespace sandbox
}  // namespace snsuapi
