#include "service/service.hpp"

#include "civil.hpp"
#include "service/actions.hpp"
#include "service/refusal.hpp"

namespace snsuapi {
namespace sandbox {

namespace {

constexpr const char* kAllActions = "*";

bool denies(const Account& account, const std::string& action) {
  return account.deniedActions.count(action) != 0 || account.deniedActions.count(kAllActions) != 0;
}

}  // namespace

Service::Service(const Scenario& scenario, const Ids& ids, const Clock& clock, Store& store)
    : scenario_(scenario), ids_(ids), clock_(clock), store_(store) {
  for (const Account& account : scenario_.accounts) {
    for (const std::string& action : account.deniedActions) {
      if (action == kAllActions || findAction(action) != nullptr) continue;
      throw ScenarioError("accounts: " + account.accessKeyId + " is denied " + action + ", which is no action");
    }
  }
}

Answer Service::answer(const std::string& action, const Account& account, const Parameters& parameters) {
  bringUpToDate();
  try {
    if (isThrottled(account)) {
      throw Refusal("isv.BUSINESS_LIMIT_CONTROL", "业务限流: more than " + std::to_string(account.requestsPerSecond) +
                                                      " requests in this second; try again in the next");
    }
    if (!account.activated) {
      throw Refusal("isv.PRODUCT_UNSUBSCRIBE", "产品未开通: this account has not activated the service");
    }
    if (denies(account, action)) {
      throw Refusal("isp.RAM_PERMISSION_DENY", "RAM权限DENY: this account may not call " + action);
    }
    Call call{scenario_, ids_, store_, clock_.now(), account.accessKeyId, ParameterReader(parameters)};
    return {"OK", "请求成功", findAction(action)(call)};
  } catch (const Refusal& refusal) {
    return {refusal.code(), refusal.what(), nullptr};
  }
}

bool Service::isThrottled(const Account& account) {
  if (account.requestsPerSecond == 0) return false;
  const std::int64_t now = std::chrono::floor<std::chrono::seconds>(clock_.wall().time_since_epoch()).count();
  Second& last = seconds_.try_emplace(account.accessKeyId, Second{now, 0}).first->second;
  if (last.second != now) last = {now, 0};
  if (last.requests >= account.requestsPerSecond) return true;
  ++last.requests;
  return false;
}

void Service::bringUpToDate() {
  const Time now = clock_.now();
  store_.endDueSpeedUps(now);
  const std::int64_t month = chinaMonth(now);
  if (month == settledUntil_) return;
  // Guide, 2.1: at month's end all orders of a tier are charged the price of the tier that was reached.
  const std::vector<Volume> volumes = store_.unsettledBefore(month);
  for (const Volume& volume : volumes) {
    store_.settle(volume, scenario_.price(volume.direction, volume.kind, volume.orders));
  }
  const Date today = chinaDate(now);
  if (!volumes.empty()) store_.keepSettlement(startOfChinaDay({today.year, today.month, 1}));
  settledUntil_ = month;
}

void Service::openAccounts() {
  for (const Account& account : scenario_.accounts) store_.openAccount(account.accessKeyId, account.initialBalance);
}

void Service::reset() {
  store_.clear();
  openAccounts();
  settledUntil_ = 0;
  seconds_.clear();
}

}  // namespace sandbox
}  // namespace snsuapi
