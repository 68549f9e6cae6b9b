#include "store/store.hpp"

#include <algorithm>

namespace snsuapi {
namespace sandbox {

namespace {

// The default scenario. 203.0.113.7 is of a range that is reserved for documentation (RFC 5737).
constexpr std::int64_t kInitialBalanceFen = 100'000'00;  // 100,000 yuan

Account defaultAccount() { return {"testid", "testsecret", kInitialBalanceFen, 0}; }
Line defaultLine() { return {1000001, "203.0.113.7", 50123, "浙江", 5, 50}; }

template <class Map, class Key>
auto find(Map& map, const Key& key) -> decltype(&map.find(key)->second) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

Store::Store() : accounts_{{defaultAccount().accessKeyId, defaultAccount()}}, lines_{defaultLine()} {}

const Account* Store::account(const std::string& accessKeyId) const { return find(accounts_, accessKeyId); }

const Line* Store::line(const std::string& ipAddress, int port) const {
  const auto found = std::find_if(lines_.begin(), lines_.end(),
                                  [&](const Line& line) { return line.ipAddress == ipAddress && line.port == port; });
  return found == lines_.end() ? nullptr : &*found;
}

const Line* Store::line(std::int64_t bandId) const {
  const auto found =
      std::find_if(lines_.begin(), lines_.end(), [bandId](const Line& line) { return line.bandId == bandId; });
  return found == lines_.end() ? nullptr : &*found;
}

void Store::keepPrecheck(const std::string& accessKeyId, std::int64_t bandId, Precheck precheck) {
  prechecks_.insert_or_assign({accessKeyId, bandId}, std::move(precheck));
}

const Precheck* Store::precheck(const std::string& accessKeyId, std::int64_t bandId) const {
  return find(prechecks_, std::make_pair(accessKeyId, bandId));
}

std::optional<std::int64_t> Store::order(const Pack& pack) {
  Account& account = accounts_.at(pack.accessKeyId);
  if (account.balanceFen < pack.offer.priceFen) return std::nullopt;
  account.balanceFen -= pack.offer.priceFen;
  account.frozenFen += pack.offer.priceFen;
  packs_.push_back(pack);
  packs_.back().orderId = nextOrderId_++;
  return packs_.back().orderId;
}

std::vector<Pack> Store::packs(const std::string& accessKeyId, std::int64_t bandId) const {
  std::vector<Pack> found;
  std::copy_if(packs_.begin(), packs_.end(), std::back_inserter(found),
               [&](const Pack& pack) { return pack.accessKeyId == accessKeyId && pack.bandId == bandId; });
  return found;
}

const SpeedUp* Store::running(std::int64_t bandId, Direction direction) const {
  return find(running_, std::make_pair(bandId, direction));
}

void Store::start(std::int64_t bandId, Direction direction, SpeedUp speedUp) {
  running_.insert_or_assign({bandId, direction}, speedUp);
}

void Store::stop(std::int64_t bandId, Direction direction) { running_.erase({bandId, direction}); }

std::string Store::startMobile(const std::string& accessKeyId) {
  const std::string correlationId = "mobile-" + std::to_string(mobile_.size() + 1);
  mobile_[{accessKeyId, correlationId}] = true;
  return correlationId;
}

std::optional<bool> Store::mobileRuns(const std::string& accessKeyId, const std::string& correlationId) const {
  const bool* runs = find(mobile_, std::make_pair(accessKeyId, correlationId));
  if (runs == nullptr) return std::nullopt;
  return *runs;
}

void Store::stopMobile(const std::string& accessKeyId, const std::string& correlationId) {
  mobile_[{accessKeyId, correlationId}] = false;
}

}  // namespace sandbox
}  // namespace snsuapi
