#pragma once

#include <stdexcept>
#include <string>

namespace snsuapi {
namespace sandbox {

/// Why a request to the sandbox's own paths can't be done, with its HTTP status.
class ControlError : public std::runtime_error {
 public:
  ControlError(int status, const std::string& message) : std::runtime_error(message), status_(status) {}

  int status() const noexcept { return status_; }

 private:
  int status_;
};

}  // namespace sandbox
}  // namespace snsuapi
