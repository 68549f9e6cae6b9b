#include "service/price_list.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace snsuapi {
namespace sandbox {

namespace {

// Guide, 1.5: China Telecom, down 100 Mbps and up 10 Mbps.
constexpr std::array<std::string_view, 27> kProvinces = {
    "新疆", "甘肃", "浙江", "贵州", "西藏", "黑龙江", "重庆", "内蒙古", "辽宁", "宁夏", "天津", "江西", "云南", "北京",
    "吉林", "海南", "湖南", "湖北", "福建", "河南",   "河北", "山西",   "上海", "陕西", "四川", "青海", "山东"};
// Down 200 Mbps and up 20 Mbps: the same without this one.
constexpr std::string_view kOnlyLowerRates = "云南";

struct Entry {
  Offer offer;
  bool isHigherRate;
};

// Ids: guessed, around the guide's sample 220980804008. Prices: guide, 2.1, the lowest tier; its table gives the
// highest rate of each direction alone and says that a lower one may be delivered: guessed, that it costs the same.
constexpr std::array<Entry, 8> kOffers = {{
    {{220980804001, Direction::Down, 100, PackKind::Hour, 100}, false},
    {{220980804002, Direction::Down, 100, PackKind::Day, 1500}, false},
    {{220980804003, Direction::Down, 200, PackKind::Hour, 100}, true},
    {{220980804004, Direction::Down, 200, PackKind::Day, 1500}, true},
    {{220980804005, Direction::Up, 10, PackKind::Hour, 150}, false},
    {{220980804006, Direction::Up, 10, PackKind::Day, 3300}, false},
    {{220980804007, Direction::Up, 20, PackKind::Hour, 150}, true},
    {{220980804008, Direction::Up, 20, PackKind::Day, 3300}, true},
}};

bool isCovered(const std::string& province, bool isHigherRate) {
  if (isHigherRate && province == kOnlyLowerRates) return false;
  return std::find(kProvinces.begin(), kProvinces.end(), province) != kProvinces.end();
}

}  // namespace

std::vector<Offer> offersFor(const Line& line) {
  std::vector<Offer> offers;
  for (const Entry& entry : kOffers) {
    const int present = entry.offer.direction == Direction::Up ? line.uploadMbps : line.downloadMbps;
    if (entry.offer.bandwidthMbps > present && isCovered(line.province, entry.isHigherRate)) {
      offers.push_back(entry.offer);
    }
  }
  return offers;
}

}  // namespace sandbox
}  // namespace snsuapi
