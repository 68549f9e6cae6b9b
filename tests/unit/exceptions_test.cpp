#include <snsuapi/exceptions.hpp>
#include <snsuapi/outcome.hpp>
#include <string>
#include <type_traits>

#include "support/catch.hpp"

using namespace snsuapi;

namespace {

Error service(const char* code, int status = 200) {
  return Error(ErrorKind::Service, code, "m", Delivery::Answered).setRequestId("r").setHttpStatus(status);
}

// Exactly this type, not one beneath it.
template <class Exception>
bool throwsExactly(const Error& error) {
  try {
    raise(error);
  } catch (const ClientException& e) {
    return typeid(e) == typeid(Exception);
  }
}

}  // namespace

TEST_CASE("Each of the guide's failure codes has a type of its own") {
  CHECK(throwsExactly<RamPermissionDenyException>(service("isp.RAM_PERMISSION_DENY")));
  CHECK(throwsExactly<ProductUnsubscribeException>(service("isv.PRODUCT_UNSUBSCRIBE")));
  CHECK(throwsExactly<InvalidParametersException>(service("isv.INVALID_PARAMETERS")));
  CHECK(throwsExactly<SystemErrorException>(service("isp.SYSTEM_ERROR")));
  CHECK(throwsExactly<BusinessLimitControlException>(service("isv.BUSINESS_LIMIT_CONTROL")));
  CHECK(throwsExactly<CreateOrderFailureException>(service("isp.LX_CREATE_ORDER_FAILURE")));
  CHECK(throwsExactly<BandUnsupportedSpeedUpException>(service("isv.BAND_UNSURPOT_SPEEDUP")));
  CHECK(throwsExactly<BandCheckExpireException>(service("isv.BAND_CHECK_EXPIRE")));
  CHECK(throwsExactly<BandCheckExpireException>(service("isv.BAND_CHECK_EXPIRE", 400)));
}

TEST_CASE("A code that is not known is told apart by its prefix and the HTTP status") {
  CHECK(throwsExactly<ServerException>(service("isp.NEW_ONE")));
  CHECK(throwsExactly<ClientException>(service("isv.NEW_ONE")));
  CHECK(throwsExactly<ServerException>(service("ServiceUnavailable", 503)));
  CHECK(throwsExactly<ServerException>(service("isv.NEW_ONE", 500)));
  CHECK(throwsExactly<ClientException>(service("MissingParameter", 400)));
  CHECK(throwsExactly<ClientException>(service("ispNotAPrefix", 499)));
  CHECK(throwsExactly<ServerException>(service("SDK.InvalidServerResponse", 502)));
}

TEST_CASE("No answer is a TransportException; everything else of the client's own is a ClientException") {
  CHECK(throwsExactly<TransportException>(Error(ErrorKind::Transport, "SDK.ReadTimeout", "m", Delivery::Unknown)));
  CHECK(throwsExactly<ClientException>(Error(ErrorKind::InvalidParameter, "SDK.InvalidParameter", "m")));
  CHECK(throwsExactly<ClientException>(Error(ErrorKind::Configuration, "SDK.InvalidProxy", "m")));
}

TEST_CASE("What the provider is to blame for is a ServerException") {
  CHECK(std::is_base_of_v<ClientException, ServerException>);
  CHECK(std::is_base_of_v<ServerException, SystemErrorException>);
  CHECK(std::is_base_of_v<ServerException, RamPermissionDenyException>);
  CHECK(std::is_base_of_v<ServerException, CreateOrderFailureException>);
  CHECK_FALSE(std::is_base_of_v<ServerException, BandCheckExpireException>);
  CHECK_FALSE(std::is_base_of_v<ServerException, TransportException>);
  CHECK(std::is_base_of_v<std::exception, ClientException>);
}

TEST_CASE("An exception tells all that the error knows, and a copy does too") {
  const Error error = service("isv.BAND_CHECK_EXPIRE", 400);
  const BandCheckExpireException original(error);
  const ClientException copy = original;
  CHECK(copy.getErrCode() == "isv.BAND_CHECK_EXPIRE");
  CHECK(copy.getErrMsg() == "m");
  CHECK(copy.getErrorDescription() == "m");
  CHECK(copy.getRequestId() == "r");
  CHECK(copy.getHttpStatus() == 400);
  CHECK(copy.getDelivery() == Delivery::Answered);
  CHECK(copy.error().kind() == ErrorKind::Service);
  CHECK(std::string(copy.what()) == "isv.BAND_CHECK_EXPIRE : m\r\nRequestId : r");
  CHECK(std::is_nothrow_copy_constructible_v<BandCheckExpireException>);
}

TEST_CASE("The error type says whose side the failure is on") {
  CHECK(ClientException(service("isv.BUSINESS_LIMIT_CONTROL")).getErrorType() == ErrorType::Throttling);
  CHECK(ClientException(service("isp.SYSTEM_ERROR")).getErrorType() == ErrorType::Server);
  CHECK(ClientException(service("isv.BAND_CHECK_EXPIRE")).getErrorType() == ErrorType::Client);
  CHECK(ClientException(Error(ErrorKind::Transport, "SDK.ReadTimeout", "")).getErrorType() == ErrorType::Unknown);
}
