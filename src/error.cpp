#include <new>
#include <snsuapi/error.hpp>

namespace snsuapi {

Error::Error(ErrorKind kind, std::string_view code, std::string_view message, Delivery delivery)
    : kind_(kind), delivery_(delivery), texts_(new Texts{std::string(code), std::string(message), {}}) {}

Error::Error(ErrorKind kind, std::string_view code, std::string_view message)
    : Error(
          kind, code, message,
          kind == ErrorKind::Transport || kind == ErrorKind::InvalidResponse ? Delivery::Unknown : Delivery::NotSent) {}

Error::Error(const Error& other)
    : kind_(other.kind_),
      delivery_(other.delivery_),
      httpStatus_(other.httpStatus_),
      texts_(other.texts_ ? new Texts(*other.texts_) : nullptr) {}

Error& Error::operator=(const Error& other) {
  if (this != &other) *this = Error(other);
  return *this;
}

Error& Error::setRequestId(std::string requestId) {
  if (!texts_) texts_.reset(new Texts(constantTexts()));
  texts_->requestId = std::move(requestId);
  return *this;
}

// Not inline: every function that holds an Outcome would carry it.
void Error::TextsDeleter::operator()(Texts* texts) const noexcept { delete texts; }

// Never destroyed: an error may outlive everything static.
const Error::Texts& Error::constantTexts() const noexcept {
  struct Constants {
    Texts none;
    Texts outOfMemory{"SDK.OutOfMemory", "out of memory", {}};  // short enough to need no memory
  };
  alignas(Constants) static unsigned char place[sizeof(Constants)];
  static const auto* const constants = new (place) Constants;
  return kind_ == ErrorKind::NoError ? constants->none : constants->outOfMemory;
}

bool Error::isThrottling() const noexcept {
  constexpr int kTooManyRequests = 429;
  return httpStatus_ == kTooManyRequests || code() == "isv.BUSINESS_LIMIT_CONTROL" ||
         code().rfind("Throttling", 0) == 0;
}

bool Error::mayHaveBeenCarriedOut() const noexcept {
  constexpr int kClientErrorStatus = 400;
  constexpr int kServerErrorStatus = 500;
  if (delivery_ != Delivery::Answered) return delivery_ == Delivery::Unknown;
  if (kind_ != ErrorKind::Service || code() == "SDK.InvalidServerResponse") return true;
  if (httpStatus_ >= kServerErrorStatus) return true;
  if (code() == "isp.RAM_PERMISSION_DENY" || code() == "isp.LX_CREATE_ORDER_FAILURE") return false;
  if (code().rfind("isp.", 0) == 0 || code() == "SignatureNonceUsed") return true;
  // What is left is a refusal only where it is known for one; a code that nobody knows may tell of anything.
  return code().rfind("isv.", 0) != 0 && !isThrottling() && httpStatus_ < kClientErrorStatus;
}

std::string Error::toString() const {
  std::string text = code() + " : " + message();
  if (!requestId().empty()) text += "\r\nRequestId : " + requestId();
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
