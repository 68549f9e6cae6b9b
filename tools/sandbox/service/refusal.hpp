#pragma once

#include <stdexcept>
#include <string>

namespace snsuapi {
namespace sandbox {

/// Thrown by a rule that says no, before anything is changed; becomes an HTTP 200 with the guide's code.
class Refusal : public std::runtime_error {
 public:
  Refusal(std::string code, const std::string& message) : std::runtime_error(message), code_(std::move(code)) {}

  const std::string& code() const noexcept { return code_; }

 private:
  std::string code_;
};

}  // namespace sandbox
}  // namespace snsuapi
