#include <snsuapi/error.hpp>

namespace snsuapi {

bool Error::isThrottling() const noexcept {
  constexpr int kTooManyRequests = 429;
  return httpStatus_ == kTooManyRequests || code_ == "isv.BUSINESS_LIMIT_CONTROL" || code_.rfind("Throttling", 0) == 0;
}

bool Error::mayHaveBeenCarriedOut() const noexcept {
  constexpr int kClientErrorStatus = 400;
  constexpr int kServerErrorStatus = 500;
  if (delivery_ != Delivery::Answered) return delivery_ == Delivery::Unknown;
  if (kind_ != ErrorKind::Service || code_ == "SDK.InvalidServerResponse") return true;
  if (httpStatus_ >= kServerErrorStatus) return true;
  if (code_ == "isp.RAM_PERMISSION_DENY" || code_ == "isp.LX_CREATE_ORDER_FAILURE") return false;
  if (code_.rfind("isp.", 0) == 0) return true;
  // What is left is a refusal only where it is known for one; a code that nobody knows may tell of anything.
  return code_.rfind("isv.", 0) != 0 && !isThrottling() && httpStatus_ < kClientErrorStatus;
}

std::string Error::toString() const {
  std::string text = code_ + " : " + message_;
  if (!requestId_.empty()) text += "\r\nRequestId : " + requestId_;
  return text;
}

std::string_view toString(Delivery delivery) noexcept {
  switch (delivery) {
    case Delivery::NotSent:
      return "NotSent";
    case Delivery::Unknown:
      return "Unknown";
    case Delivery::Answered:
      return "Answered";
  }
  return "?";
}

std::string_view toString(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::NoError:
      return "NoError";
    case ErrorKind::InvalidParameter:
      return "InvalidParameter";
    case ErrorKind::Configuration:
      return "Configuration";
    case ErrorKind::Transport:
      return "Transport";
    case ErrorKind::Cancelled:
      return "Cancelled";
    case ErrorKind::InvalidResponse:
      return "InvalidResponse";
    case ErrorKind::Service:
      return "Service";
  }
  return "?";
}

}  // namespace snsuapi
