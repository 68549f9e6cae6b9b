#include <cstdlib>
#include <snsuapi/exceptions.hpp>
#include <snsuapi/outcome.hpp>

#if SNSUAPI_EXCEPTIONS

namespace snsuapi {

struct ClientException::State {
  explicit State(Error e) : error(std::move(e)), text(error.toString()) {}

  Error error;
  std::string text;
};

ClientException::ClientException(Error error) : state_(std::make_shared<const State>(std::move(error))) {}
const Error& ClientException::error() const noexcept { return state_->error; }
const char* ClientException::what() const noexcept { return state_->text.c_str(); }

namespace {

constexpr int kServerErrorStatus = 500;

bool startsWith(const std::string& text, std::string_view prefix) { return text.rfind(prefix, 0) == 0; }

bool isProviderSide(const Error& error) {
  return error.httpStatus() >= kServerErrorStatus || startsWith(error.code(), "isp.");
}

}  // namespace

ErrorType ClientException::getErrorType() const noexcept {
  if (error().isThrottling()) return ErrorType::Throttling;
  if (isProviderSide(error())) return ErrorType::Server;
  if (error().kind() == ErrorKind::Transport) return ErrorType::Unknown;
  return ErrorType::Client;
}

// The destructors are defined here so that each class's type information is in the library alone: an exception thrown
// here is then caught by its type in every module that links it.
ClientException::~ClientException() = default;
ServerException::~ServerException() = default;
TransportException::~TransportException() = default;
RamPermissionDenyException::~RamPermissionDenyException() = default;
ProductUnsubscribeException::~ProductUnsubscribeException() = default;
InvalidParametersException::~InvalidParametersException() = default;
SystemErrorException::~SystemErrorException() = default;
BusinessLimitControlException::~BusinessLimitControlException() = default;
CreateOrderFailureException::~CreateOrderFailureException() = default;
BandUnsupportedSpeedUpException::~BandUnsupportedSpeedUpException() = default;
BandCheckExpireException::~BandCheckExpireException() = default;

void raise(const Error& error) {
  const std::string& code = error.code();
  if (error.kind() == ErrorKind::Transport) throw TransportException(error);
  // The guide's codes, 4.3.
  if (code == "isp.RAM_PERMISSION_DENY") throw RamPermissionDenyException(error);
  if (code == "isv.PRODUCT_UNSUBSCRIBE") throw ProductUnsubscribeException(error);
  if (code == "isv.INVALID_PARAMETERS") throw InvalidParametersException(error);
  if (code == "isp.SYSTEM_ERROR") throw SystemErrorException(error);
  if (code == "isv.BUSINESS_LIMIT_CONTROL") throw BusinessLimitControlException(error);
  if (code == "isp.LX_CREATE_ORDER_FAILURE") throw CreateOrderFailureException(error);
  if (code == "isv.BAND_UNSURPOT_SPEEDUP") throw BandUnsupportedSpeedUpException(error);
  if (code == "isv.BAND_CHECK_EXPIRE") throw BandCheckExpireException(error);
  if (isProviderSide(error)) throw ServerException(error);
  throw ClientException(error);
}

}  // namespace snsuapi

#else

namespace snsuapi {

void raise(const Error&) { std::abort(); }

}  // namespace snsuapi

#endif
