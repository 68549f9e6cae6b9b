#include "faults/callers.hpp"

#include <optional>

#include "support/frugal_loop.hpp"
#include "support/requests.hpp"

namespace snsuapi_test {

using namespace snsuapi;

namespace {

template <class Response>
Heard heard(const Outcome<Response>& outcome) {
  const Error& error = outcome.error();
  return {static_cast<bool>(outcome),
          error.code(),
          error.message(),
          error.requestId(),
          error.kind(),
          error.delivery(),
          error.httpStatus(),
          error.mayHaveBeenCarriedOut()};
}

// What makes a call of either type.
template <class Make>
Heard ofAction(Action action, const RetryPolicy& retry, const Make& make) {
  CallOptions options;
  options.retry = retry;
  return action == Action::Precheck ? make(precheckRequest(), options) : make(orderRequest(), options);
}

class WaitingCaller final : public Caller {
 public:
  explicit WaitingCaller(const ClientProfile& profile) : client_(profile) {}

  Heard call(Action action, const RetryPolicy& retry) override {
    return ofAction(action, retry, [this](const auto& request, const CallOptions& options) {
      return heard(client_.execute(request, options));
    });
  }

 private:
  const AcsClient client_;
};

class FutureCaller final : public Caller {
 public:
  explicit FutureCaller(const ClientProfile& profile) : client_(profile) {}

  Heard call(Action action, const RetryPolicy& retry) override {
    return ofAction(action, retry, [this](const auto& request, const CallOptions& options) {
      return heard(client_.submit(request, options).get());
    });
  }

 private:
  const AcsClient client_;
};

class EventLoopCaller final : public Caller {
 public:
  explicit EventLoopCaller(ClientProfile profile) {
    profile.async.eventLoop = loop_;
    client_.emplace(std::move(profile));
  }

  Heard call(Action action, const RetryPolicy& retry) override {
    return ofAction(action, retry, [this](const auto& request, const CallOptions& options) {
      std::optional<Heard> told;
      client_->executeAsync(
          request, [&told](const auto& outcome) { told = heard(outcome); }, options);
      while (!told) loop_->turn(*client_);
      return *told;
    });
  }

 private:
  const std::shared_ptr<FrugalLoop> loop_ = std::make_shared<FrugalLoop>();
  std::optional<AcsClient> client_;
};

template <class Its>
std::unique_ptr<Caller> make(const ClientProfile& profile) {
  return std::make_unique<Its>(profile);
}

}  // namespace

std::vector<Way> allWays() {
  std::vector<Way> ways = {{"execute", &make<WaitingCaller>, true},
                           {"executeAsync", &make<FutureCaller>, true},
                           {"executeAsync on the program's event loop", &make<EventLoopCaller>, true}};
#if defined(SNSUAPI_TEST_C_API)
  addCWays(ways);
#endif
  return ways;
}

}  // namespace snsuapi_test
