#include <snsuapi/error.hpp>

namespace snsuapi {

bool Error::isThrottling() const noexcept {
  constexpr int kTooManyRequests = 429;
  return httpStatus_ == kTooManyRequests || code_ == "isv.BUSINESS_LIMIT_CONTROL" || code_.rfind("Throttling", 0) == 0;
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
    case ErrorKind::InvalidResponse:
      return "InvalidResponse";
    case ErrorKind::Service:
      return "Service";
    case ErrorKind::Cancelled:
      return "Cancelled";
  }
  return "?";
}

}  // namespace snsuapi
