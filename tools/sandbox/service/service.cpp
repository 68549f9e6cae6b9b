#include "service/service.hpp"

#include "service/actions.hpp"
#include "service/refusal.hpp"

namespace snsuapi {
namespace sandbox {

bool Service::knowsAction(std::string_view action) { return findAction(action) != nullptr; }

std::string Service::secretOf(const std::string& accessKeyId) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Account* account = store_.account(accessKeyId);
  return account == nullptr ? std::string() : account->accessKeySecret;
}

Answer Service::answer(const std::string& action, const std::string& accessKeyId, const Parameters& parameters) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Call call{store_, now_(), accessKeyId, ParameterReader(parameters)};
  try {
    return {"OK", "请求成功", findAction(action)(call)};
  } catch (const Refusal& refusal) {
    return {refusal.code(), refusal.what(), nullptr};
  }
}

void Service::reset() {
  const std::lock_guard<std::mutex> lock(mutex_);
  store_ = Store();
}

}  // namespace sandbox
}  // namespace snsuapi
