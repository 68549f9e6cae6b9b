#pragma once

#include <iosfwd>
#include <snsuapi/logging.hpp>

namespace snsuapi {
namespace cli {

/// Tells how each attempt went and what it spent its time on. Of the request and the answer it knows no more than an
/// AttemptRecord holds: nothing secret.
class DebugObserver final : public CallObserver {
 public:
  explicit DebugObserver(std::ostream& out) : out_(out) {}
  void onAttempt(const AttemptRecord& record) noexcept override;

 private:
  std::ostream& out_;
};

}  // namespace cli
}  // namespace snsuapi
